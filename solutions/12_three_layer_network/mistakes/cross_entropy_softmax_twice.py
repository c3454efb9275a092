"""softmax is applied to the logits before the cost applies it again.

diagnosis: none
fails: cross_entropy
"""

right_cost = cross_entropy


def cross_entropy(z, t):
    return right_cost(softmax(z), t)
