"""Summed over the rows, as for a bias.

diagnosis: gradient-summed-over-rows
fails: backward
"""

import numpy as np


def mse_backward(prediction, target):
    return np.sum(2 * (prediction - target) / prediction.size, axis=0)
