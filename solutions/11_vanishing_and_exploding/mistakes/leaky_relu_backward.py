"""The slope of a leaky ReLU.

diagnosis: leaky-relu
fails: relu_backward
"""

import numpy as np


def relu_backward(grad_output, z):
    return grad_output * np.where(z > 0, 1, 0.2)
