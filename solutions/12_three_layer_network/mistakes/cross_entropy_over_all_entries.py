"""The mean of the one-hot product, so over all n·k entries.

diagnosis: mean-over-all-entries
fails: cross_entropy
"""

import numpy as np


def cross_entropy(logits, targets):
    one_hot = np.eye(logits.shape[1])[targets]
    return -np.mean(one_hot * np.log(softmax(logits)))
