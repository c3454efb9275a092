"""Divided by the number of entries in the first axis.

diagnosis: none
pattern: constant-factor
fails: backward
waits: backward_flat
"""


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output) / len(output)
