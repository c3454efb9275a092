"""The slope by a central difference at the z that belongs to the output.

remarks: backward, backward_flat
"""

import numpy as np


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    z = np.log(output / (1 - output))
    ε = 1e-3
    return grad_output * (sigmoid(z + ε) - sigmoid(z - ε)) / (2 * ε)
