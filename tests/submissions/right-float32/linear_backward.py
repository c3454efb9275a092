import numpy as np

F = np.float32


def linear(X, W, b):
    return X.astype(F) @ W.astype(F) + b.astype(F)


def linear_backward(grad_output, X, W, b):
    G, X, W = (np.asarray(a, dtype=F) for a in (grad_output, X, W))
    return G @ W.T, X.T @ G, G.sum(0)
