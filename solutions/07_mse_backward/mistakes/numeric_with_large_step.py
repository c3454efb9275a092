"""A forward difference with a step of 0.1.

diagnosis: none
fails: backward
waits: backward_axes
"""

import numpy as np


def mse_backward(prediction, target):
    gradient = np.zeros(prediction.shape)
    for index in np.ndindex(prediction.shape):
        moved = prediction.copy()
        moved[index] += 0.1
        gradient[index] = (mse(moved, target) - mse(prediction, target)) / 0.1
    return gradient
