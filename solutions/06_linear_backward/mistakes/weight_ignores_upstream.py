"""Ones stand in the place of the upstream gradient.

diagnosis: weight-gradient-ignores-upstream
fails: grad_W
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ np.ones_like(grad_output)
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
