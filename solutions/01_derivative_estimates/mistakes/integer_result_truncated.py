"""The results go into an array of w's own dtype.

diagnosis: integer-result-truncated
fails: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] = (J(above) - J(below)) / (2 * epsilon)
    return gradient
