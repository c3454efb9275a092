"""np.dot of two matrices that should meet entry by entry.

diagnosis: dot-product-for-elementwise
fails: backward
waits: backward_flat
"""

import numpy as np


def sigmoid_backward(grad_output, output):
    return np.dot(grad_output, output * (1 - output))
