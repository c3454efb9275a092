"""np.matrix, whose * is the matrix product.

remarks: linear, grad_X, grad_W, grad_b
"""

import numpy as np


def linear(X, W, b):
    return np.matrix(X) * np.matrix(W) + b


def linear_backward(grad_output, X, W, b):
    G, X, W = np.matrix(grad_output), np.matrix(X), np.matrix(W)
    return G * W.T, X.T * G, G.sum(axis=0)
