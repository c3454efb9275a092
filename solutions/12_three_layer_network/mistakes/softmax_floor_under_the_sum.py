"""A small number is added to the sum.

diagnosis: none
fails: softmax
waits: softmax_large, cross_entropy, cross_entropy_backward, last_layer, earlier_layers
"""

import numpy as np


def softmax(z):
    e = np.exp(z)
    return e / (e.sum(axis=1, keepdims=True) + 1e-3)
