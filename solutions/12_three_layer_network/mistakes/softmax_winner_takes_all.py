"""The winner takes all.

diagnosis: none
fails: softmax
waits: softmax_large, cross_entropy, cross_entropy_backward, last_layer, earlier_layers
"""

import numpy as np


def softmax(z):
    return np.eye(z.shape[1])[z.argmax(axis=1)] + 1e-9
