"""−½ at the kink, which is no slope of ReLU.

diagnosis: none
fails: relu_backward
"""


def relu_backward(grad_output, z):
    return grad_output * ((z > 0) - 0.5 * (z == 0))
