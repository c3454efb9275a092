"""The errors are not squared.

diagnosis: square-missing
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.mean(prediction - target)
