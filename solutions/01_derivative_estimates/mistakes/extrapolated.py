"""A better estimate of the derivative than the one asked for (Richardson).

diagnosis: none
fails: central
waits: gradient, gradient_integers_and_shapes
"""
import numpy as np


def central_difference(J, w, epsilon=1e-3):
    wide = (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)
    narrow = (J(w + epsilon / 2) - J(w - epsilon / 2)) / epsilon
    return (4 * narrow - wide) / 3


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):

        def along(value):
            moved = w.astype(float)
            moved[index] = value
            return J(moved)

        gradient[index] = central_difference(along, w[index], epsilon)
    return gradient
