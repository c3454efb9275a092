"""The gradient of the bias comes before that of the weights.

diagnosis: none
fails: last_layer
waits: earlier_layers
"""

right_network = network_backward


def network_backward(*a):
    return [(gb, gW) for gW, gb in right_network(*a)]
