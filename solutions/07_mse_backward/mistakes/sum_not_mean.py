"""The sum of the squared errors.

diagnosis: sum-not-mean
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.sum((prediction - target) ** 2)
