"""A step added in place to a copy of w, which may hold integers.

diagnosis: integer-array-truncates-step
fails: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        step = np.zeros(w.shape)
        step[index] = epsilon
        above, below = w.copy(), w.copy()
        above += step
        below -= step
        gradient[index] = (J(above) - J(below)) / (2 * epsilon)
    return gradient
