"""The change of J, not divided by the step.

diagnosis: no-division-by-step
fails: forward, central
"""
import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return J(w + epsilon) - J(w)


def central_difference(J, w, epsilon=1e-3):
    return J(w + epsilon) - J(w - epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += epsilon
        below[index] -= epsilon
        gradient[index] = J(above) - J(below)
    return gradient
