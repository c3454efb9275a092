"""Summed over the first axis, as for a bias.

diagnosis: none
fails: backward
waits: backward_flat
"""


def sigmoid_backward(grad_output, output):
    return (grad_output * output * (1 - output)).sum(axis=0)
