"""The gradient of the first row alone.

diagnosis: none
fails: cross_entropy_backward, last_layer
waits: earlier_layers
"""

right_upstream = cross_entropy_backward


def cross_entropy_backward(z, t):
    return right_upstream(z, t)[:1]
