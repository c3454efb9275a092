"""Rounded to two digits.

diagnosis: none
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return round(np.mean((prediction - target) ** 2), 2)
