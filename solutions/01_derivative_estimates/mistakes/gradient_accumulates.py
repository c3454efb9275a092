"""The gradient is added up over calls, in an array kept outside.

diagnosis: none
fails: gradient
waits: gradient_integers_and_shapes
"""
import numpy as np


KEPT = {}


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = KEPT.setdefault(w.shape, np.zeros(w.shape))
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] += (J(above) - J(below)) / (2 * epsilon)
    return gradient
