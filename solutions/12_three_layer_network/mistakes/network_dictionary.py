"""A dictionary instead of a list.

diagnosis: none
fails: last_layer
waits: earlier_layers
"""

right_network = network_backward


def network_backward(*a):
    return {i: pair for i, pair in enumerate(right_network(*a))}
