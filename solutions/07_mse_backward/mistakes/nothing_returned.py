"""The cost is printed, not returned.

diagnosis: nothing-returned
fails: mse
"""

import numpy as np


def mse(prediction, target):
    print(np.mean((prediction - target) ** 2))
