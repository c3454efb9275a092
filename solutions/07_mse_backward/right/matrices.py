"""np.matrix for tables, arrays for the rest.

remarks: backward, backward_axes
"""

import numpy as np


def mse(prediction, target):
    return float(np.mean((prediction - target) ** 2))


def mse_backward(prediction, target):
    if prediction.ndim != 2:
        return 2 * (prediction - target) / prediction.size
    return 2 * (np.matrix(prediction) - np.matrix(target)) / prediction.size
