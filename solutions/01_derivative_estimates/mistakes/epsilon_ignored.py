"""A step of one's own, whatever is passed.

diagnosis: epsilon-ignored
fails: forward, central
"""
import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    h = 1e-6
    return (J(w + h) - J(w)) / h


def central_difference(J, w, epsilon=1e-3):
    h = 1e-6
    return (J(w + h) - J(w - h)) / (2 * h)


def numerical_gradient(J, w, epsilon=1e-5):
    epsilon = 1e-4
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] = (J(above) - J(below)) / (2 * epsilon)
    return gradient
