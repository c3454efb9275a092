"""Plain lists of numbers inside, nested again for J."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    values = [J(w + k * epsilon) for k in (0, 1)]
    return (values[1] - values[0]) / epsilon


def central_difference(J, w, epsilon=1e-3):
    values = [J(w + k * epsilon) for k in (-1, 1)]
    return (values[1] - values[0]) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    flat = [float(v) for v in np.ravel(w)]
    slopes = []
    for i in range(len(flat)):
        above = flat[:i] + [flat[i] + epsilon] + flat[i + 1 :]
        below = flat[:i] + [flat[i] - epsilon] + flat[i + 1 :]
        high = J(np.reshape(above, w.shape).tolist())
        low = J(np.reshape(below, w.shape).tolist())
        slopes.append((high - low) / (2 * epsilon))
    return np.reshape(slopes, w.shape)
