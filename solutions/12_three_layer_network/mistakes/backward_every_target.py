"""The 1 is subtracted in whole columns.

diagnosis: every-target-for-every-row
fails: cross_entropy_backward
"""


def cross_entropy_backward(logits, targets):
    gradient = softmax(logits)
    gradient[:, targets] -= 1
    return gradient / len(targets)
