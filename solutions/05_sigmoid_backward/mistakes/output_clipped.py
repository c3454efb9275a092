"""The output is kept away from 0 and 1, where the slope is small.

diagnosis: none
fails: backward_flat
"""

import numpy as np


def sigmoid_backward(grad_output, output):
    a = np.clip(output, 1e-3, 1 - 1e-3)
    return grad_output * a * (1 - a)
