"""Each entry gets the mean.

diagnosis: gradient-made-one-number
fails: backward
"""

import numpy as np


def mse_backward(prediction, target):
    return np.full(prediction.shape, 2 * np.mean(prediction - target))
