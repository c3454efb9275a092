"""tanh, the other S-shaped curve.

diagnosis: none
fails: sigmoid
waits: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    return np.tanh(z)
