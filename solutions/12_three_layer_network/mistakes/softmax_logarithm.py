"""The logarithm of softmax.

diagnosis: none
fails: softmax
waits: softmax_large, cross_entropy, cross_entropy_backward, last_layer, earlier_layers
"""

import numpy as np

right_softmax = softmax


def softmax(z):
    return np.log(right_softmax(z))
