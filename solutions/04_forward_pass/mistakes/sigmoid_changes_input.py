"""The exponential is written into the caller's array.

diagnosis: argument-modified-in-place
fails: sigmoid
"""

import numpy as np


def sigmoid(z):
    negative = z < 0
    np.abs(z, out=z)
    np.exp(-z, out=z)
    return np.where(negative, z, 1) / (1 + z)
