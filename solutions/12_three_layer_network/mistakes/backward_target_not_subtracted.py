"""The probabilities alone.

diagnosis: target-not-subtracted
fails: cross_entropy_backward
"""


def cross_entropy_backward(logits, targets):
    return softmax(logits) / len(targets)
