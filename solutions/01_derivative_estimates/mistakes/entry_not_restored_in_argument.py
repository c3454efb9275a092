"""Each entry of the caller's own array stays one step above where it was.

diagnosis: entry-not-restored
fails: gradient
waits: gradient_integers_and_shapes
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        old = w[index]
        w[index] = old - epsilon
        below = J(w)
        w[index] = old + epsilon
        gradient[index] = (J(w) - below) / (2 * epsilon)
    return gradient
