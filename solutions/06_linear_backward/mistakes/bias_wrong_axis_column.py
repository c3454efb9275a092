"""Summed over the outputs, kept as a column.

diagnosis: bias-gradient-wrong-axis
fails: grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output
    grad_b = np.sum(grad_output, axis=1, keepdims=True)
    return grad_X, grad_W, grad_b
