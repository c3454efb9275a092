"""np.cumsum over the rows and its last entry; generators and reduce."""

from functools import reduce

import numpy as np


def linear(X, W, b):
    terms = (np.multiply.outer(X[:, m], W[m]) for m in range(len(W)))
    return reduce(np.add, terms, np.zeros((len(X), 1)) + b)


def linear_backward(grad_output, X, W, b):
    grad_b = np.cumsum(grad_output, axis=0)[-1]
    grad_W = np.stack([np.cumsum(X[:, m : m + 1] * grad_output, axis=0)[-1] for m in range(X.shape[1])])
    grad_X = np.stack([np.cumsum(grad_output * W[m], axis=1)[:, -1] for m in range(W.shape[0])], axis=1)
    return grad_X, grad_W, grad_b
