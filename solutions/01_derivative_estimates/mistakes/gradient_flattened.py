"""The right numbers in one row, whatever the shape of w.

diagnosis: gradient-flattened
fails: gradient
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = []
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient.append((J(above) - J(below)) / (2 * epsilon))
    return np.array(gradient)
