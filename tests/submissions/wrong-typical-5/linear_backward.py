import numpy as np


def linear(X, W, b):
    return X @ W + b


def linear_backward(grad_output, X, W, b):
    grad_X = np.zeros(X.shape)
    for i in range(len(X)):
        grad_X[i] = W @ grad_output[i]
        grad_W = np.outer(X[i], grad_output[i])
        grad_b = grad_output[i].copy()
    return grad_X, grad_W, grad_b
