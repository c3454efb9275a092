"""A little of W is added to its gradient.

diagnosis: none
fails: grad_W
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output + 0.001 * W
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
