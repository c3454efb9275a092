"""A floor under the slope, against vanishing gradients.

diagnosis: none
fails: backward_flat
"""

import numpy as np


def sigmoid_backward(grad_output, output):
    return grad_output * np.maximum(output * (1 - output), 1e-3)
