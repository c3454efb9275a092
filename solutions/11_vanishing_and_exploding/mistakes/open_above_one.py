"""The gate opens only above 1.

diagnosis: none
fails: relu_backward
waits: norms_one_layer, norms_deep
"""


def relu_backward(grad_output, z):
    return grad_output * (z > 1)
