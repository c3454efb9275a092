"""The target is flattened, and a column meets a row.

diagnosis: column-row-broadcast
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.mean((prediction - target.ravel()) ** 2)
