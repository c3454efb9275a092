"""The local derivative alone: what arrives from above is not used.

diagnosis: missing-upstream
fails: backward
"""

# TODO: versions


def square_backward(grad_output, x):
    return 2 * x
