"""The least logit of the row is subtracted, not the largest.

diagnosis: none
fails: softmax_large
"""

import numpy as np


def softmax(z):
    e = np.exp(z - z.min(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
