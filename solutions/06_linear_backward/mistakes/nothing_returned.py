"""The return line is missing.

diagnosis: nothing-returned
fails: grad_X
waits: grad_W, grad_b
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=0)
