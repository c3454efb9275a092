"""Each is squared by itself.

diagnosis: difference-of-squares
fails: mse
"""

import numpy as np


def mse(prediction, target):
    return np.mean(prediction**2 - target**2)
