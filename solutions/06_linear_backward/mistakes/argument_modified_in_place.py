"""The sum over the rows is taken as a running sum, written into the caller's array.

diagnosis: argument-modified-in-place
fails: grad_X
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = X.T @ grad_output
    np.cumsum(grad_output, axis=0, out=grad_output)
    return grad_X, grad_W, grad_output[-1]
