"""The difference is written into the prediction.

diagnosis: argument-modified-in-place
fails: mse
"""

import numpy as np


def mse(prediction, target):
    prediction -= target
    return np.mean(prediction**2)
