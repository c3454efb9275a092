"""At z = 0 the two sides are added up: 2, which is no slope of ReLU.

diagnosis: none
fails: relu_backward
"""


def relu_backward(grad_output, z):
    return grad_output * ((z > 0) + 2.0 * (z == 0))
