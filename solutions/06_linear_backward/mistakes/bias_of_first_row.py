"""Only the first row reaches the bias.

diagnosis: none
pattern: several-rows-wrong
fails: grad_b
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output
    grad_b = grad_output[0]
    return grad_X, grad_W, grad_b
