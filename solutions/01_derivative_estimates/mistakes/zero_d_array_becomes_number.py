"""w + 0.0 is an array, except when w has shape ().

diagnosis: zero-d-array-becomes-number
fails: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above, below = w + 0.0, w + 0.0
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] = (J(above) - J(below)) / (2 * epsilon)
    return gradient
