"""softmax returns a flat array.

diagnosis: none
fails: softmax, cross_entropy, cross_entropy_backward
waits: softmax_large, last_layer, earlier_layers
"""

right_softmax = softmax


def softmax(z):
    return right_softmax(z).ravel()
