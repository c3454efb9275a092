import numpy as np


def linear(X, W, b):
    Z = X @ W
    Z += b            # Z is new, so this is fine
    return Z


def linear_backward(grad_output, X, W, b):
    b[:] = grad_output.sum(axis=0)
    return grad_output @ W.T, X.T @ grad_output, b
