import numpy as np


def linear(X, W, b):
    n, d = X.shape
    k = W.shape[1]
    Z = np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            soma = 0.0
            for m in range(d):
                soma += X[i, m] * W[m, j]
            Z[i, j] = soma + b[j]
    return Z


def linear_backward(grad_output, X, W, b):
    n, d = X.shape
    k = W.shape[1]
    gX = np.zeros((n, d))
    gW = np.zeros((d, k))
    gb = np.zeros(k)
    for i in range(n):
        for j in range(k):
            g = grad_output[i, j]
            gb[j] += g
            for m in range(d):
                gX[i, m] += g * W[m, j]
                gW[m, j] += g * X[i, m]
    return gX, gW, gb
