"""Jacobians as Kronecker products, multiplied by the flattened upstream gradient."""

import numpy as np


def linear(X, W, b):
    n, k = len(X), len(b)
    flat = np.kron(X, np.eye(k)) @ W.ravel() + np.tile(b, n)
    return flat.reshape(n, k)


def linear_backward(grad_output, X, W, b):
    n, k = grad_output.shape
    g = grad_output.ravel()
    grad_X = g @ np.kron(np.eye(n), W.T)
    grad_W = g @ np.kron(X, np.eye(k))
    grad_b = g @ np.tile(np.eye(k), (n, 1))
    return grad_X.reshape(X.shape), grad_W.reshape(W.shape), grad_b
