"""The shape is taken apart into rows and columns.

diagnosis: written-for-matrices
fails: gradient
waits: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    rows, columns = w.shape
    for i in range(rows):
        for j in range(columns):
            step = np.zeros(w.shape)
            step[i, j] = epsilon
            gradient[i, j] = (J(w + step) - J(w - step)) / (2 * epsilon)
    return gradient
