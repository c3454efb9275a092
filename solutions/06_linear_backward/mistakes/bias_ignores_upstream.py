"""Ones, whatever arrives from above.

diagnosis: bias-gradient-ignores-upstream
fails: grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output
    grad_b = np.ones_like(b)
    return grad_X, grad_W, grad_b
