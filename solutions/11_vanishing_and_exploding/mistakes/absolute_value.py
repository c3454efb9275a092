"""|z|.

diagnosis: absolute-value
fails: relu
waits: norms_deep
"""

import numpy as np


def relu(z):
    return np.abs(z)
