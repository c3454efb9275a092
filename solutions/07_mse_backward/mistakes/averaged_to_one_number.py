"""The mean is taken of the gradient.

diagnosis: gradient-made-one-number
fails: backward
"""

import numpy as np


def mse_backward(prediction, target):
    return np.mean(2 * (prediction - target))
