"""As cs231n writes it, with += and -= on a copy of w, which may hold integers.

diagnosis: integer-array-truncates-step
fails: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    x = w.copy()
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += epsilon
        above = J(x)
        x[index] -= 2 * epsilon
        below = J(x)
        x[index] += epsilon
        gradient[index] = (above - below) / (2 * epsilon)
    return gradient
