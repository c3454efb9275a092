"""The minus of the exponent is missing.

diagnosis: exponent-sign-flipped
fails: sigmoid
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(z))
