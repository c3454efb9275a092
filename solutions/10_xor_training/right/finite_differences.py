"""No backpropagation: the gradient of the cost by central differences.

remarks: gradient_W1, gradient_W2, steps
"""

import numpy as np


def init_weights(rng):
    return rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(-(X @ W1)))
    return hidden, 1 / (1 + np.exp(-(hidden @ W2)))


def custo(X, y, W1, W2):
    h = 1 / (1 + np.exp(-np.matmul(X, W1)))
    o = 1 / (1 + np.exp(-np.matmul(h, W2)))
    return np.mean((o - y) ** 2, axis=(-2, -1))


def train_xor(X, y, W1, W2, learning_rate, epochs):
    ε = 1e-3
    steps = np.eye(12) * ε
    w = np.concatenate([W1.ravel(), W2.ravel()])

    def of(ws):
        return custo(X, y, ws[:, :9].reshape(-1, 3, 3), ws[:, 9:].reshape(-1, 3, 1))

    losses = []
    for _ in range(epochs):
        losses.append(of(w[None])[0])
        w = w - learning_rate * (of(w + steps) - of(w - steps)) / (2 * ε)
    return w[:9].reshape(3, 3), w[9:].reshape(3, 1), losses


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)
