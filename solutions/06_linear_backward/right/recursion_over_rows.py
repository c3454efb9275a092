"""Recursion: the first row, then the rest; a single row ends it."""

import numpy as np


def linear(X, W, b):
    first = (X[:1] * W.T).sum(axis=1) + b
    return first[None] if len(X) == 1 else np.concatenate([first[None], linear(X[1:], W, b)])


def linear_backward(grad_output, X, W, b):
    x, g = X[0], grad_output[0]
    here = (W * g).sum(axis=1)[None], x[:, None] * g, g
    if len(X) == 1:
        return here
    grad_X, grad_W, grad_b = linear_backward(grad_output[1:], X[1:], W, b)
    return np.vstack([here[0], grad_X]), here[1] + grad_W, here[2] + grad_b
