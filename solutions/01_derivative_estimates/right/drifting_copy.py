"""One copy that goes up by ε, down by 2ε and up again: it drifts by an ulp."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    left = J(w)
    w += epsilon
    right = J(w)
    return (right - left) / epsilon


def central_difference(J, w, epsilon=1e-3):
    w += epsilon
    right = J(w)
    w -= 2 * epsilon
    left = J(w)
    return (right - left) / 2 / epsilon


def numerical_gradient(J, w, epsilon=1e-5):
    x = w.astype(float)
    gradient = np.zeros(w.shape)
    for ix in np.ndindex(w.shape):
        x[ix] += epsilon
        above = J(x)
        x[ix] -= 2 * epsilon
        below = J(x)
        x[ix] += epsilon
        gradient[ix] = (above - below) / (2 * epsilon)
    return gradient
