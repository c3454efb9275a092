"""The gradient of the middle layer's bias is averaged over the rows.

diagnosis: none
pattern: constant-factor
fails: earlier_layers
"""

right_network = network_backward


def network_backward(X, *a):
    first, (W, b), last = right_network(X, *a)
    return [first, (W, b / len(X)), last]
