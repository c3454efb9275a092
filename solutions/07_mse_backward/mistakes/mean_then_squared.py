"""The mean error, squared.

diagnosis: square-of-mean-or-root
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.mean(prediction - target) ** 2
