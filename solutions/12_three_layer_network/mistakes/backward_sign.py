"""Target minus probability.

diagnosis: sign-flipped
fails: cross_entropy_backward
waits: last_layer, earlier_layers
"""

import numpy as np


def cross_entropy_backward(logits, targets):
    return (np.eye(logits.shape[1])[targets] - softmax(logits)) / len(targets)
