"""The gradient of X comes out as (d, n).

diagnosis: gradient-transposed
fails: grad_X
"""


def linear_backward(grad_output, X, W, b):
    grad_X = W @ grad_output.T
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
