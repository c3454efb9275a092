"""Means twice: the gradients of W and b are divided by n².

diagnosis: divided-by-batch-size-twice
fails: grad_W, grad_b
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ (grad_output / len(X)) / len(X)
    grad_b = (grad_output / len(X)).mean(axis=0)
    return grad_X, grad_W, grad_b
