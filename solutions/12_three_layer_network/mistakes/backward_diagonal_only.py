"""The error is multiplied by p (1 - p), as behind a sigmoid.

diagnosis: softmax-jacobian-diagonal-only
fails: cross_entropy_backward
"""

import numpy as np


def cross_entropy_backward(logits, targets):
    p = softmax(logits)
    return (p - np.eye(logits.shape[1])[targets]) * p * (1 - p) / len(targets)
