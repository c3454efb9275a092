"""The caller's own array is moved, and moved back only nearly.

diagnosis: argument-modified-in-place
fails: gradient
waits: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        w[index] += epsilon
        above = J(w)
        w[index] -= 2 * epsilon
        below = J(w)
        w[index] += epsilon
        gradient[index] = (above - below) / (2 * epsilon)
    w *= 1 + 1e-15
    return gradient
