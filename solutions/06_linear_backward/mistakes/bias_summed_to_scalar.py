"""Summed over everything.

diagnosis: bias-gradient-summed-to-scalar
fails: grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output
    grad_b = np.sum(grad_output)
    return grad_X, grad_W, grad_b
