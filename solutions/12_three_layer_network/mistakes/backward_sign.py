"""Target minus probability.

diagnosis: sign-flipped
fails: cross_entropy_backward
"""

import numpy as np


def cross_entropy_backward(logits, targets):
    return (np.eye(logits.shape[1])[targets] - softmax(logits)) / len(targets)
