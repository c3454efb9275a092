"""The mean absolute error.

diagnosis: square-of-mean-or-root
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.mean(np.abs(prediction - target))
