"""W is not transposed, written with np.dot.

diagnosis: weight-not-transposed
fails: grad_X
waits: grad_W, grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = np.dot(grad_output, W)
    grad_W = X.T @ grad_output
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
