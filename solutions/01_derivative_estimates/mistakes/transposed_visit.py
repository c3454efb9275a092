"""The entries are visited in column order and put back in row order.

diagnosis: none
fails: gradient
waits: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = []
    for index in np.ndindex(w.T.shape):
        above, below = w.astype(float), w.astype(float)
        above.T[index] += epsilon
        below.T[index] -= epsilon
        gradient.append((J(above) - J(below)) / (2 * epsilon))
    return np.array(gradient).reshape(w.shape)
