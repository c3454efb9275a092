"""One array per shape is kept and written into again in every call.

diagnosis: none
fails: backward
waits: backward_axes
"""

import numpy as np


KEPT = {}


def mse_backward(prediction, target):
    gradient = KEPT.setdefault(prediction.shape, np.empty(prediction.shape))
    np.subtract(prediction, target, out=gradient)
    gradient *= 2 / prediction.size
    return gradient
