"""A mean over the rows, kept as a row.

diagnosis: bias-gradient-averaged
fails: grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output
    grad_b = np.mean(grad_output, axis=0, keepdims=True)
    return grad_X, grad_W, grad_b
