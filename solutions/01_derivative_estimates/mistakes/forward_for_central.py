"""One step to the right where one to each side is asked for.

diagnosis: forward-for-central
fails: central
"""
import numpy as np


def central_difference(J, w, epsilon=1e-3):
    return forward_difference(J, w, epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] = (J(above) - J(w)) / epsilon
    return gradient
