"""Right, but loops over the first axis.

diagnosis: zero-d-array-has-no-length
fails: backward_axes
"""

import numpy as np


def mse_backward(prediction, target):
    gradient = np.zeros(prediction.shape)
    for i, (p, t) in enumerate(zip(prediction, target)):
        gradient[i] = 2 * (p - t) / prediction.size
    return gradient
