"""W is not transposed, and the gradient is divided by the rows, in the same line.

diagnosis: weight-not-transposed
pattern: constant-factor
fails: grad_X
waits: grad_W, grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    return grad_output @ W / len(X), X.T @ grad_output, grad_output.sum(axis=0)
