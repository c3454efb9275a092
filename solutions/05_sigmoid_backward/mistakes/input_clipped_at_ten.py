"""z is cut off at ±10 before the exponential.

diagnosis: input-clipped
fails: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))
