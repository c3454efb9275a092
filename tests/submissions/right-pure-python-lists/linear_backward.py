def matmul(A, B):
    return [[sum(a * b for a, b in zip(row, col)) for col in zip(*B)] for row in A]


def transpose(A):
    return [list(col) for col in zip(*A)]


def linear(X, W, b):
    Z = matmul(X.tolist(), W.tolist())
    return [[z + c for z, c in zip(row, b.tolist())] for row in Z]


def linear_backward(grad_output, X, W, b):
    G, X, W = grad_output.tolist(), X.tolist(), W.tolist()
    return matmul(G, transpose(W)), matmul(transpose(X), G), [sum(col) for col in zip(*G)]
