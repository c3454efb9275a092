"""A half in front, as some books have it.

diagnosis: missing-factor-two
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return 0.5 * np.mean((prediction - target) ** 2)
