"""softmax rounded to four digits.

diagnosis: none
fails: softmax
waits: softmax_large, cross_entropy, cross_entropy_backward, last_layer, earlier_layers
"""

import numpy as np

right_softmax = softmax


def softmax(z):
    return np.round(right_softmax(z), 4)
