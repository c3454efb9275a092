"""Divided by the sum over the array: a softmax.

diagnosis: none
fails: sigmoid
waits: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    e = np.exp(z)
    return e / e.sum()
