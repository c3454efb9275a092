"""eᶻ/(1 + eᶻ): at z = 1000 that is ∞/∞.

diagnosis: exp-overflows
fails: sigmoid
"""

import numpy as np


def sigmoid(z):
    e = np.exp(z)
    return e / (1 + e)
