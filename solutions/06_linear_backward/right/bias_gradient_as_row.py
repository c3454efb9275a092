"""The bias gradient keeps its axis: (1, k).

remarks: grad_b
"""

import numpy as np


def linear(X, W, b):
    return np.matmul(X, W) + b[None, :]


def linear_backward(grad_output, X, W, b):
    return grad_output @ W.T, X.T @ grad_output, grad_output.sum(axis=0, keepdims=True)
