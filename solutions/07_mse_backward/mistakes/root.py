"""The root of the mean squared error.

diagnosis: square-of-mean-or-root
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.sqrt(np.mean((prediction - target) ** 2))
