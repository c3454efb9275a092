"""The gradient by the probabilities, not by the logits.

diagnosis: none
fails: cross_entropy_backward
waits: last_layer, earlier_layers
"""

import numpy as np


def cross_entropy_backward(z, t):
    return -np.eye(z.shape[1])[t] / softmax(z) / len(t)
