"""The helper is called without the step, and takes its own default.

diagnosis: epsilon-ignored
fails: gradient
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):

        def along(value):
            moved = w.astype(float)
            moved[index] = value
            return J(moved)

        gradient[index] = central_difference(along, w[index])
    return gradient
