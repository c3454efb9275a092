"""The gradients of W and b are kept per shape and added to in every call.

diagnosis: none
fails: grad_W, grad_b
"""


KEPT = {}


def linear_backward(grad_output, X, W, b):
    grad_W, grad_b = KEPT.get(W.shape, (0, 0))
    KEPT[W.shape] = grad_W + X.T @ grad_output, grad_b + grad_output.sum(axis=0)
    return grad_output @ W.T, *KEPT[W.shape]
