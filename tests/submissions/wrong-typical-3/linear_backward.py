import numpy as np


def linear(X, W, b):
    return X * W + b


def linear_backward(grad_output, X, W, b):
    m = X.shape[0]
    dX = np.matmul(grad_output, W.T)
    dW = np.matmul(X.T, grad_output) / m
    db = np.mean(grad_output, axis=0)
    return dX, dW, db
