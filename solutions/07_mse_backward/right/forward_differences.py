"""No derivation: forward differences in every entry.

remarks: backward, backward_axes
"""

import numpy as np


def mse(prediction, target):
    return float(np.mean((prediction - target) ** 2))


def mse_backward(prediction, target):
    gradient = np.zeros(prediction.shape)
    for index in np.ndindex(prediction.shape):
        moved = prediction.copy()
        moved[index] += 1e-6
        gradient[index] = (mse(moved, target) - mse(prediction, target)) / 1e-6
    return gradient
