"""The cost is printed, not returned.

diagnosis: none
fails: mse
"""

import numpy as np


def mse(prediction, target):
    print(np.mean((prediction - target) ** 2))
