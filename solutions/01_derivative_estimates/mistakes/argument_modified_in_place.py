"""The entries that are done are marked in the caller's own array.

diagnosis: argument-modified-in-place
fails: gradient
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    x = w.astype(float)
    for index in np.ndindex(w.shape):
        start = x[index]
        x[index] = start + epsilon
        above = J(x)
        x[index] = start - epsilon
        below = J(x)
        x[index] = start
        gradient[index] = (above - below) / (2 * epsilon)
        w[index] += 1
    return gradient
