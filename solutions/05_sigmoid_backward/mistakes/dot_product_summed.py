"""Everything is summed up to one number.

diagnosis: dot-product-for-elementwise
fails: backward
"""

import numpy as np


def sigmoid_backward(grad_output, output):
    return np.vdot(grad_output, output * (1 - output))
