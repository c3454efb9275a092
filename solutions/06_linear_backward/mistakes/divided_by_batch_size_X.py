"""The gradient of X is divided by the number of rows.

diagnosis: divided-by-batch-size
fails: grad_X
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T / len(X)
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
