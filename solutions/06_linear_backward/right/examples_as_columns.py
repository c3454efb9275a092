"""Examples as columns inside, transposed at the border."""


def linear(X, W, b):
    return (W.T @ X.T + b.reshape(-1, 1)).T


def linear_backward(grad_output, X, W, b):
    G = grad_output.T
    return (W @ G).T, (G @ X).T, G.sum(axis=1)
