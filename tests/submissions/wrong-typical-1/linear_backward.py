import numpy as np


def linear(X, W, b):
    return X @ W + b


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = grad_output.T @ X
    grad_b = grad_output
    return grad_X, grad_W, grad_b
