"""np.where computes both branches everywhere, so each of them overflows somewhere.

diagnosis: exp-overflows
fails: sigmoid
"""

import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
