"""The gradients of the first layer are None.

diagnosis: left-none
fails: earlier_layers
"""

right_network = network_backward


def network_backward(*a):
    return [(None, None), *right_network(*a)[1:]]
