"""The value takes the place of the slope.

diagnosis: value-for-slope
fails: relu_backward
"""


def relu_backward(grad_output, z):
    return grad_output * relu(z)
