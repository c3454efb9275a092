"""The target of a column is transposed.

diagnosis: column-row-broadcast
fails: mse
"""

import numpy as np


def mse(prediction, target):
    if prediction.ndim == 2:
        target = target.T
    return np.mean((prediction - target) ** 2)
