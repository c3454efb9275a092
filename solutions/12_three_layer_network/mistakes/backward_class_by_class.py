"""Every class is asked by itself, yes or no, and the chain stops at the probabilities.

diagnosis: none
fails: cross_entropy_backward
waits: last_layer, earlier_layers
"""

import numpy as np


def cross_entropy_backward(logits, targets):
    p, own = softmax(logits), np.eye(logits.shape[1])[targets]
    return ((1 - own) / (1 - p) - own / p) / len(targets)
