"""The probabilities alone.

diagnosis: target-not-subtracted
fails: cross_entropy_backward
waits: last_layer, earlier_layers
"""


def cross_entropy_backward(logits, targets):
    return softmax(logits) / len(targets)
