"""X and the upstream gradient are multiplied entry by entry.

diagnosis: elementwise-for-matrix-product
fails: grad_X, grad_W
waits: grad_b
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X * grad_output
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
