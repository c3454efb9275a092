"""Only the logit of the right class gets a gradient.

diagnosis: softmax-jacobian-diagonal-only
fails: cross_entropy_backward
"""

import numpy as np


def cross_entropy_backward(logits, targets):
    gradient, rows = np.zeros(logits.shape), np.arange(len(targets))
    gradient[rows, targets] = (softmax(logits)[rows, targets] - 1) / len(targets)
    return gradient
