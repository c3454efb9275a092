"""A step to each side, divided by one step only.

diagnosis: divided-by-h-not-2h
fails: central
"""
import numpy as np


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / epsilon


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] = (J(above) - J(below)) / epsilon
    return gradient
