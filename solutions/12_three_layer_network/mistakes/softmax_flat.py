"""softmax returns a flat array.

diagnosis: none
fails: softmax, cross_entropy, cross_entropy_backward, last_layer
waits: softmax_large, earlier_layers
"""

right_softmax = softmax


def softmax(z):
    return right_softmax(z).ravel()
