"""The rows are added up.

diagnosis: sum-not-mean
fails: cross_entropy
"""

import numpy as np


def cross_entropy(logits, targets):
    return -np.sum(np.log(softmax(logits)[np.arange(len(targets)), targets]))
