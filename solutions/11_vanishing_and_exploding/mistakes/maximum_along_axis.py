"""np.max takes an axis, not a second number.

diagnosis: maximum-along-axis
fails: relu
waits: norms_deep
"""

import numpy as np


def relu(z):
    return np.max(z, 0)
