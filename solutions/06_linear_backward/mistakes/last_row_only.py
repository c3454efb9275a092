"""The loop over the rows overwrites instead of adding.

diagnosis: last-row-only
fails: grad_W, grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    for x, g in zip(X, grad_output):
        grad_W = np.outer(x, g)
        grad_b = g
    return grad_output @ W.T, grad_W, grad_b
