"""The gradients of the call before are added.

diagnosis: none
fails: last_layer
waits: earlier_layers
"""

right_network = network_backward
kept = {}


def network_backward(X, *a):
    before = kept.get(len(X), [(0, 0)] * 3)
    kept[len(X)] = [[p + q for p, q in zip(*both)] for both in zip(before, right_network(X, *a))]
    return kept[len(X)]
