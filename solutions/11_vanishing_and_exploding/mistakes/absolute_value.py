"""|z|.

diagnosis: absolute-value
fails: relu
"""

import numpy as np


def relu(z):
    return np.abs(z)
