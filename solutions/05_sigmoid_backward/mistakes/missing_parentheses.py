"""1/1 + e⁻ᶻ: the sum is not in parentheses.

diagnosis: missing-parentheses-in-sigmoid
fails: sigmoid
"""

import numpy as np


def sigmoid(z):
    return 1 / 1 + np.exp(-z)
