"""grad_W and grad_X are returned in each other's place.

diagnosis: gradients-swapped
fails: grad_X, grad_W
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=0)
    return grad_W, grad_X, grad_b
