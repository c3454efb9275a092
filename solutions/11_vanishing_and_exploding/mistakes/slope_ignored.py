"""Everything passes.

diagnosis: slope-ignored
fails: relu_backward
waits: norms_one_layer, norms_deep
"""


def relu_backward(grad_output, z):
    return grad_output
