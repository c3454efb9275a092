"""One array per shape is kept and written into again in every call.

diagnosis: none
fails: sigmoid
waits: sigmoid_large
"""

import numpy as np


KEPT = {}


def sigmoid(z):
    result = KEPT.setdefault(z.shape, np.empty(z.shape))
    np.exp(-z, out=result)
    result += 1
    np.divide(1, result, out=result)
    return result
