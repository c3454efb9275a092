"""Divided by the number of rows.

diagnosis: divided-by-one-axis
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.sum((prediction - target) ** 2) / len(prediction)
