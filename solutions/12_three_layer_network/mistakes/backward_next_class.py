"""Every target is taken for the next class.

diagnosis: none
fails: cross_entropy_backward
waits: last_layer, earlier_layers
"""

right_upstream = cross_entropy_backward


def cross_entropy_backward(z, t):
    return right_upstream(z, (t + 1) % z.shape[1])
