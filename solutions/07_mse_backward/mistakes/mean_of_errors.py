"""The mean error.

diagnosis: gradient-made-one-number
fails: backward
"""

import numpy as np


def mse_backward(prediction, target):
    return np.mean(prediction - target)
