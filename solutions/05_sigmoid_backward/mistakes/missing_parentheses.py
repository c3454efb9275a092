"""1/1 + e⁻ᶻ: the sum is not in parentheses.

diagnosis: missing-parentheses-in-sigmoid
fails: sigmoid
waits: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    return 1 / 1 + np.exp(-z)
