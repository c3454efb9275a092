"""The prediction is made a column and the target a row.

diagnosis: column-row-broadcast
fails: backward
"""

import numpy as np


def mse_backward(prediction, target):
    column, row = prediction.reshape(-1, 1), target.reshape(1, -1)
    return 2 * (column - row) / prediction.size
