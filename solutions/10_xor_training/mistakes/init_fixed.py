"""The start is fixed.

diagnosis: none
fails: init_weights
"""

import numpy as np


def init_weights(rng):
    return np.eye(3), np.ones((3, 1))
