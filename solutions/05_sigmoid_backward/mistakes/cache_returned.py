"""The input comes back as well, as a cache for going backward.

diagnosis: several-values-returned
fails: sigmoid
waits: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z)), z
