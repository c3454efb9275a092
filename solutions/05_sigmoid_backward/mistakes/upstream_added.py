"""The upstream gradient is added.

diagnosis: upstream-added-not-multiplied
fails: backward
"""


def sigmoid_backward(grad_output, output):
    return grad_output + output * (1 - output)
