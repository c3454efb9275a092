"""The power applies to the target alone.

diagnosis: brackets-missing
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.mean(prediction - target**2)
