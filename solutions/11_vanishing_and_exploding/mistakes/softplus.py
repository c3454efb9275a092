"""The smooth relative of ReLU.

diagnosis: none
fails: relu
waits: norms_deep
"""

import numpy as np


def relu(z):
    return np.log1p(np.exp(z))
