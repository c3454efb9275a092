"""Wᵀ G where G Wᵀ is meant.

diagnosis: factors-in-wrong-order
fails: grad_X
waits: grad_W, grad_b
"""


def linear_backward(grad_output, X, W, b):
    grad_X = W.T @ grad_output
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
