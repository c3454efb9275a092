"""Before minus after: the sign is flipped.

diagnosis: difference-reversed
fails: forward, central
"""
import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(w) - J(w + epsilon)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(w - epsilon) - J(w + epsilon)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] = (J(below) - J(above)) / (2 * epsilon)
    return gradient
