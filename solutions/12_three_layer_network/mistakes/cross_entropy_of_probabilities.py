"""The logits are taken for probabilities that need no softmax, made positive.

diagnosis: none
fails: cross_entropy
"""

import numpy as np


def cross_entropy(logits, targets):
    return -np.mean(np.log(np.abs(logits[np.arange(len(targets)), targets])))
