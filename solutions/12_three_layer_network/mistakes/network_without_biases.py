"""The gradients of the biases are missing.

diagnosis: none
fails: last_layer
waits: earlier_layers
"""

right_network = network_backward


def network_backward(*a):
    return [gW for gW, _ in right_network(*a)]
