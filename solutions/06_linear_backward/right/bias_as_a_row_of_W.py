"""The bias is one more row of W, and X has one more column of ones."""

import numpy as np


def extended(X):
    return np.hstack([X, np.ones((len(X), 1))])


def linear(X, W, b):
    return extended(X) @ np.vstack([W, b])


def linear_backward(grad_output, X, W, b):
    both = extended(X).T @ grad_output
    return (grad_output @ np.vstack([W, b]).T)[:, :-1], both[:-1], both[-1]
