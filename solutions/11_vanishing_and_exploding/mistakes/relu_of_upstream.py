"""The rectifier is applied to the upstream gradient.

diagnosis: relu-of-upstream
fails: relu_backward
"""


def relu_backward(grad_output, z):
    return relu(grad_output)
