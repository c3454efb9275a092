"""The exponential is written into the caller's array.

diagnosis: argument-modified-in-place
fails: sigmoid
"""

import numpy as np


def sigmoid(z):
    z *= -1
    return 1 / (1 + np.exp(z))
