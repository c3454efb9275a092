"""w in float32, which cannot hold so small a step.

diagnosis: float32-step-lost
fails: gradient
"""
import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    x = w.astype(np.float32)
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        old = x[index]
        x[index] = old + epsilon
        above = J(x)
        x[index] = old - epsilon
        below = J(x)
        x[index] = old
        gradient[index] = (above - below) / (2 * epsilon)
    return gradient
