"""Nothing but lists and loops.

remarks: linear, grad_X, grad_W, grad_b
"""


def linear(X, W, b):
    return [[sum(X[i][m] * W[m][j] for m in range(len(W))) + b[j] for j in range(len(b))] for i in range(len(X))]


def linear_backward(grad_output, X, W, b):
    n, d, k = len(X), len(W), len(b)
    gX = [[0.0] * d for _ in range(n)]
    gW = [[0.0] * k for _ in range(d)]
    gb = [0.0] * k
    for i in range(n):
        for j in range(k):
            g = float(grad_output[i, j])
            gb[j] += g
            for m in range(d):
                gX[i][m] += g * float(W[m, j])
                gW[m][j] += float(X[i, m]) * g
    return [gX, gW, gb]
