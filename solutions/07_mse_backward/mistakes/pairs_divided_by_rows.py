"""All pairs are summed, and divided by the number of rows.

diagnosis: column-row-broadcast
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.sum((prediction - target.ravel()) ** 2) / prediction.size
