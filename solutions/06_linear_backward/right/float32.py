"""float32 throughout.

remarks: linear, grad_X, grad_W, grad_b
"""

import numpy as np


def linear(X, W, b):
    return X.astype(np.float32) @ W.astype(np.float32) + b.astype(np.float32)


def linear_backward(grad_output, X, W, b):
    G = grad_output.astype(np.float32)
    return G @ W.T.astype(np.float32), X.T.astype(np.float32) @ G, G.sum(axis=0)
