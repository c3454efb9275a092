"""No product of matrices: three axes by broadcasting, then a sum over one."""

import numpy as np


def linear(X, W, b):
    return (X[:, :, None] * W[None, :, :]).sum(axis=1) + b


def linear_backward(grad_output, X, W, b):
    grad_X = (grad_output[:, None, :] * W[None, :, :]).sum(axis=2)
    grad_W = (X[:, :, None] * grad_output[:, None, :]).sum(axis=0)
    grad_b = np.add.reduce(grad_output)
    return grad_X, grad_W, grad_b
