"""Summed over the first axis, as for a bias.

diagnosis: none
fails: relu_backward
waits: norms_one_layer, norms_deep
"""


def relu_backward(grad_output, z):
    return (grad_output * (z > 0)).sum(axis=0)
