"""Only the gradients of X and W are returned.

diagnosis: none
fails: grad_X
waits: grad_W, grad_b
"""


def linear_backward(grad_output, X, W, b):
    return grad_output @ W.T, X.T @ grad_output
