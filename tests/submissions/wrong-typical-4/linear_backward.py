import numpy as np


def linear(X, W, b):
    return b + X @ W


def linear_backward(grad_output, X, W, b):
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=1)
    grad_X = grad_output @ W.T
    return grad_W, grad_X, grad_b
