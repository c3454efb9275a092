"""The gradients of the first layer stay zero.

diagnosis: none
fails: earlier_layers
"""

right_network = network_backward


def network_backward(*a):
    first, *others = right_network(*a)
    return [[0 * part for part in first], *others]
