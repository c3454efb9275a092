"""The index takes whole columns.

diagnosis: every-target-for-every-row
fails: cross_entropy
"""

import numpy as np


def cross_entropy(logits, targets):
    return -np.mean(np.log(softmax(logits)[:, targets]))
