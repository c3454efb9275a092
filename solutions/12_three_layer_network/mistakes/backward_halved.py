"""Half the gradient.

diagnosis: none
pattern: constant-factor
fails: cross_entropy_backward
waits: last_layer, earlier_layers
"""

right_upstream = cross_entropy_backward


def cross_entropy_backward(z, t):
    return right_upstream(z, t) / 2
