"""The gradient of W comes out as (k, d).

diagnosis: gradient-transposed
fails: grad_W
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = grad_output.T @ X
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
