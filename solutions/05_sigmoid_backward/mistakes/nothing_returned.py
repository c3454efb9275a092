"""The return line is missing.

diagnosis: nothing-returned
fails: sigmoid
waits: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    a = 1 / (1 + np.exp(-z))
