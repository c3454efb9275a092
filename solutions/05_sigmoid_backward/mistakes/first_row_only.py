"""Only the first row is filled in.

diagnosis: none
fails: backward
waits: backward_flat
"""

import numpy as np


def sigmoid_backward(grad_output, output):
    grad = np.zeros_like(output)
    grad[0] = grad_output[0] * output[0] * (1 - output[0])
    return grad
