"""Ones stand in the place of the upstream gradient.

diagnosis: input-gradient-ignores-upstream
fails: grad_X
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = np.ones_like(grad_output) @ W.T
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
