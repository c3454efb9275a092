"""Divided by the number of entries, not of rows.

diagnosis: mean-over-all-entries
fails: cross_entropy_backward
"""

import numpy as np


def cross_entropy_backward(logits, targets):
    gradient = softmax(logits) - np.eye(logits.shape[1])[targets]
    return gradient / gradient.size
