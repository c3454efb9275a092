"""No derivation: the cost moved in every entry.

remarks: backward, backward_axes
"""

import numpy as np


def mse(prediction, target):
    return np.mean((prediction - target) ** 2)


def mse_backward(prediction, target):
    h, gradient = 1e-8, np.zeros(prediction.shape)
    for index in np.ndindex(*prediction.shape):
        step = np.zeros(prediction.shape)
        step[index] = h
        gradient[index] = (mse(prediction + step, target) - mse(prediction - step, target)) / (2 * h)
    return gradient
