"""np.max takes z for an axis of the number 0.

diagnosis: array-for-whole-number
fails: relu
waits: norms_one_layer, norms_deep
"""

import numpy as np


def relu(z):
    return np.max(0, z)
