"""The third argument of np.dot is where the result goes.

diagnosis: third-argument-of-dot
fails: grad_X
waits: grad_W, grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = np.dot(grad_output, W.T, b)
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
