"""The class index is subtracted from every probability of its row.

diagnosis: class-index-as-number
fails: cross_entropy_backward
"""


def cross_entropy_backward(logits, targets):
    return (softmax(logits) - targets.reshape(-1, 1)) / len(targets)
