"""Rows of X and of the upstream gradient are multiplied entry by entry.

diagnosis: loop-over-rows-for-matrix-product
fails: grad_X, grad_W
waits: grad_b
"""


def linear_backward(grad_output, X, W, b):
    grad_W = sum(x * g for x, g in zip(X, grad_output))
    return grad_output @ W.T, grad_W, grad_output.sum(axis=0)
