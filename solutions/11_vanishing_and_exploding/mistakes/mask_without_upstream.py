"""The slope alone: what arrives from above is not used.

diagnosis: mask-without-upstream
fails: relu_backward
"""


def relu_backward(grad_output, z):
    return (z > 0).astype(float)
