"""z comes through where the upstream gradient is positive.

diagnosis: arguments-swapped
fails: relu_backward
"""


def relu_backward(grad_output, z):
    return z * (grad_output > 0)
