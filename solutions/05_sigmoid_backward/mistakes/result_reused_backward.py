"""One array per shape is kept and written into again in every call.

diagnosis: none
fails: backward
waits: backward_flat
"""

import numpy as np

KEPT = {}


def sigmoid_backward(grad_output, output):
    result = KEPT.setdefault(output.shape, np.empty(output.shape))
    np.multiply(grad_output, output, out=result)
    result *= 1 - output
    return result
