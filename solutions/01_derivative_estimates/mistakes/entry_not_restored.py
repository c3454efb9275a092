"""Each entry stays one step below where it was.

diagnosis: entry-not-restored
fails: gradient
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    x = w.astype(float)
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        x[index] += epsilon
        above = J(x)
        x[index] -= 2 * epsilon
        below = J(x)
        gradient[index] = (above - below) / (2 * epsilon)
    return gradient
