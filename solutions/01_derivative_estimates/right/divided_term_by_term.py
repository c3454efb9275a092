"""Each value of J is divided by the step by itself; the central one is the mean of two one-sided ones."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return J(w + epsilon) / epsilon - J(w) / epsilon


def central_difference(J, w, epsilon=1e-3):
    right = forward_difference(J, w, epsilon)
    left = (J(w) - J(w - epsilon)) / epsilon
    return (right + left) / 2


def numerical_gradient(J, w, epsilon=1e-5):
    total = np.zeros(w.shape)
    for sign in (1, -1):
        for index in np.ndindex(w.shape):
            step = np.zeros(w.shape)
            step[index] = sign * epsilon
            total[index] += J(w + step) / (2 * sign * epsilon)
    return total
