"""The minus before the logarithm is lost.

diagnosis: sign-flipped
fails: cross_entropy
"""

import numpy as np


def cross_entropy(logits, targets):
    return np.mean(np.log(softmax(logits)[np.arange(len(targets)), targets]))
