"""Divided by the length of the last axis, of a column by its rows.

diagnosis: none
fails: mse
"""

import numpy as np


def mse(prediction, target):
    rows, *rest = prediction.shape
    return np.sum((prediction - target) ** 2) / (rest[0] if rest and rest[0] > 1 else rows)
