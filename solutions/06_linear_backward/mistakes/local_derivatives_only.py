"""The local derivatives Wᵀ and Xᵀ are returned, without the upstream gradient.

diagnosis: missing-upstream
fails: grad_X, grad_W
"""


def linear_backward(grad_output, X, W, b):
    return W.T, X.T, grad_output.sum(axis=0)
