"""G Xᵀ where Xᵀ G is meant.

diagnosis: factors-in-wrong-order
fails: grad_X, grad_W
waits: grad_b
"""


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = grad_output @ X.T
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
