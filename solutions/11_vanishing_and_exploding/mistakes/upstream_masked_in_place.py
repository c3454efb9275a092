"""The caller's upstream gradient is overwritten.

diagnosis: argument-modified-in-place
fails: relu_backward
"""


def relu_backward(grad_output, z):
    grad_output[z <= 0] = 0
    return grad_output
