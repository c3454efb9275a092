"""One mean for each column.

diagnosis: mean-over-one-axis
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.mean((prediction - target) ** 2, axis=0)
