"""W is used as in the forward pass, without its transpose.

diagnosis: weight-not-transposed
fails: grad_X
waits: grad_W, grad_b
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
