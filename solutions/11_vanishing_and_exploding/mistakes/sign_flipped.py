"""A minus as if for the update.

diagnosis: none
pattern: constant-factor
fails: relu_backward
"""


def relu_backward(grad_output, z):
    return -grad_output * (z > 0)
