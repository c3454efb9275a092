"""The other factors of X W are returned as they are, without the upstream gradient.

diagnosis: missing-upstream
fails: grad_X, grad_W
"""


def linear_backward(grad_output, X, W, b):
    return W, X, grad_output.sum(axis=0)
