"""Right for one row, where the outer product needs no sum.

diagnosis: none
pattern: several-rows-wrong
fails: grad_W
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    grad_X = grad_output @ W.T
    grad_W = np.outer(X[0], grad_output[0])
    grad_b = grad_output.sum(axis=0)
    return grad_X, grad_W, grad_b
