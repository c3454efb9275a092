"""Only the gradient of the weights is returned.

diagnosis: none
fails: grad_X
waits: grad_W, grad_b
"""


def linear_backward(grad_output, X, W, b):
    return X.T @ grad_output
