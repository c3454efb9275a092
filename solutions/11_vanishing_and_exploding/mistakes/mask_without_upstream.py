"""The slope alone: what arrives from above is not used.

diagnosis: mask-without-upstream
fails: relu_backward
waits: norms_deep
"""


def relu_backward(grad_output, z):
    return (z > 0).astype(float)
