import numpy as np


def linear(X, W, b):
    return np.dot(X, W)


def linear_backward(grad_output, X, W, b):
    dX = np.dot(grad_output, W)
    dW = np.dot(X.T, grad_output)
    db = np.sum(grad_output, axis=0)
    return dX, dW, db
