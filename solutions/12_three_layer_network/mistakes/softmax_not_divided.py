"""The powers alone, not divided by their sum.

diagnosis: none
fails: softmax
waits: softmax_large, cross_entropy, cross_entropy_backward, last_layer, earlier_layers
"""

import numpy as np


def softmax(z):
    return np.exp(z - z.max())
