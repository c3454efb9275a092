"""Copies, changed in place step by step.

remarks: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    z = z.copy()
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    return np.reciprocal(z, out=z)


def sigmoid_backward(grad_output, output):
    slope = 1 - output
    slope *= output
    slope *= grad_output
    return slope
