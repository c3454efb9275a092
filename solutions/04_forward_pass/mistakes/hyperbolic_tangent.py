"""tanh, the other S-shaped curve; both layers inherit it.

diagnosis: none
fails: sigmoid
waits: hidden, output
"""

import numpy as np


def sigmoid(z):
    return np.tanh(z)
