"""The slope by a complex step at the z that belongs to the output.

remarks: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    return np.divide(1.0, np.add(1.0, np.exp(np.negative(z))))


def sigmoid_backward(grad_output, output):
    z = np.log(output / (1 - output))
    h = 1e-30
    return grad_output * (1 / (1 + np.exp(-(z + 1j * h)))).imag / h
