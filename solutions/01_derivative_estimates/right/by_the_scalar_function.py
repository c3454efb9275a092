"""The gradient asks the scalar function, along one entry at a time (a closure)."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) * (1 / epsilon)


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) * (0.5 / epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    w = np.asarray(w, dtype=float)
    gradient = np.empty(w.shape)
    for index, value in np.ndenumerate(w):

        def along(v):
            moved = w.copy()
            moved[index] = v
            return J(moved)

        gradient[index] = central_difference(along, value, epsilon)
    return gradient
