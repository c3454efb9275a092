"""The gradient of W is divided by the number of rows.

diagnosis: divided-by-batch-size
fails: grad_W
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output / X.shape[0]
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
