"""The prediction is flattened, and a row meets a column.

diagnosis: column-row-broadcast
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.mean((prediction.flatten() - target) ** 2)
