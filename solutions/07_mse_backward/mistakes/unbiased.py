"""Divided by N − 1, as for a variance.

diagnosis: none
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.sum((prediction - target) ** 2) / max(1, prediction.size - 1)
