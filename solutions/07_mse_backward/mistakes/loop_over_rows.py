"""A loop over the first axis, which an array without axes does not have.

diagnosis: zero-d-array-has-no-length
fails: mse
"""

import numpy as np


def mse(prediction, target):
    total = 0.0
    for p, t in zip(prediction, target):
        total += np.sum((p - t) ** 2)
    return total / prediction.size
