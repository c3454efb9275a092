"""A loop over range(len(w)), with the second axis seen to: nothing for shape ().

diagnosis: zero-d-array-has-no-length
fails: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    if len(w) == 0:
        return np.zeros(w.shape)
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] = (J(above) - J(below)) / (2 * epsilon)
    return gradient
