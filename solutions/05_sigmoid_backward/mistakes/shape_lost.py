"""The right numbers as a flat list: the shape is gone.

diagnosis: none
fails: sigmoid
waits: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    return np.array([1 / (1 + np.exp(-x)) for x in z.ravel()])
