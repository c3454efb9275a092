"""The mean over the rows is forgotten.

diagnosis: not-divided-by-batch-size
fails: cross_entropy_backward
"""

import numpy as np


def cross_entropy_backward(logits, targets):
    gradient = softmax(logits)
    gradient[np.arange(len(targets)), targets] -= 1
    return gradient
