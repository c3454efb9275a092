"""The cost goes on from call to call.

diagnosis: none
fails: mse
"""

import numpy as np


TOTAL = 0.0


def mse(prediction, target):
    global TOTAL
    TOTAL += np.mean((prediction - target) ** 2)
    return TOTAL
