"""The loop is there, but it moves the whole array every time.

diagnosis: all-entries-nudged-together
fails: gradient
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        gradient[index] = (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)
    return gradient
