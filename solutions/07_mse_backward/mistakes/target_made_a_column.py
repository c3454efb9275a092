"""The target is made a column.

diagnosis: column-row-broadcast
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.mean((prediction - target.reshape(-1, 1)) ** 2)
