"""What is no number after an overflow is made 0.

diagnosis: none
fails: softmax_large
"""

import numpy as np


def softmax(z):
    e = np.exp(z)
    return np.nan_to_num(e / e.sum(axis=1, keepdims=True))
