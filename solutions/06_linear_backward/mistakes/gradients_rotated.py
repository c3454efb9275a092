"""The gradients come in the order W, b, X.

diagnosis: gradients-swapped
fails: grad_X, grad_W, grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    return X.T @ grad_output, grad_output.sum(axis=0), grad_output @ W.T
