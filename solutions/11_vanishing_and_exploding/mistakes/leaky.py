"""Leaky ReLU.

diagnosis: none
fails: relu
waits: norms_deep
"""

import numpy as np


def relu(z):
    return np.where(z > 0, z, 0.01 * z)
