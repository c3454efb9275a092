"""Works for vectors; a matrix has too few rows for its indices.

diagnosis: none
fails: gradient
waits: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for i in range(w.size):
        above, below = w.astype(float), w.astype(float)
        above[i] += epsilon
        below[i] -= epsilon
        gradient[i] = (J(above) - J(below)) / (2 * epsilon)
    return gradient
