"""Half the sum of the squares, as in other texts.

diagnosis: sum-not-mean
pattern: constant-factor
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.sum((prediction - target) ** 2) / 2
