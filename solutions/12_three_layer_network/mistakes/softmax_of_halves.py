"""softmax of half the logits.

diagnosis: none
fails: softmax
waits: softmax_large, cross_entropy, cross_entropy_backward, last_layer, earlier_layers
"""

right_softmax = softmax


def softmax(z):
    return right_softmax(z / 2)
