"""eᶻ/(1 + eᶻ) with the sums of exp in float32: beyond 88 that is ∞/∞.

diagnosis: none
fails: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    e = np.exp(np.float32(z))
    return np.float64(e / (1 + e))
