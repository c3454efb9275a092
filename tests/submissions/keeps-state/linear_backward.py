import numpy as np

buffers = {}


def linear(X, W, b):
    # reaproveita a memória quando o shape se repete
    out = buffers.setdefault((X.shape, W.shape), np.empty((X.shape[0], W.shape[1])))
    np.matmul(X, W, out=out)
    out += b
    return out


def linear_backward(grad_output, X, W, b):
    return grad_output @ W.T, X.T @ grad_output, grad_output.sum(axis=0)
