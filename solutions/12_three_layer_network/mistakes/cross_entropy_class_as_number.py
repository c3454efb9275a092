"""The class indices are multiplied with, as if they were one-hot rows.

diagnosis: class-index-as-number
fails: cross_entropy
"""

import numpy as np


def cross_entropy(logits, targets):
    return -np.sum(targets * np.log(softmax(logits))) / len(targets)
