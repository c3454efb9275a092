"""Computed in float64, and the results stored as float32.

remarks: forward, central, gradient, gradient_integers_and_shapes
"""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return np.float32((J(w + epsilon) - J(w)) / epsilon)


def central_difference(J, w, epsilon=1e-3):
    return np.float32((J(w + epsilon) - J(w - epsilon)) / (2 * epsilon))


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape, dtype=np.float32)
    for index in np.ndindex(w.shape):
        step = np.zeros(w.shape)
        step[index] = epsilon
        gradient[index] = (J(w + step) - J(w - step)) / (2 * epsilon)
    return gradient
