"""float16 on the way: only three digits are left.

diagnosis: none
fails: grad_X, grad_W, grad_b
"""

import numpy as np


def linear_backward(grad_output, X, W, b):
    G = grad_output.astype(np.float16)
    return G @ W.T.astype(np.float16), X.T.astype(np.float16) @ G, G.sum(axis=0)
