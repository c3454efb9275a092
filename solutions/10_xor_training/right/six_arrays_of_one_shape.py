"""Batched by broadcasting, three axes (row, input, unit), one axis summed at a time."""

import numpy as np


def init_weights(rng):
    return rng.permuted(np.linspace(-1.3, 1.4, 9)).reshape(3, 3), rng.triangular(-1, 0.1, 1, (3, 1))


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(-(X[:, :, None] * W1).sum(axis=1)))
    return hidden, 1 / (1 + np.exp(-(hidden[:, :, None] * W2).sum(axis=1)))


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(((output - y) ** 2).sum() / y.size)
        back = (output - y) * (output - output**2)  # (n, 1)
        each2 = hidden * back  # (n, 3)
        each1 = X[:, :, None] * (back * W2[:, 0] * (hidden - hidden**2))[:, None, :]  # (n, 3, 3)
        W1 = W1 - learning_rate * 2 * each1.mean(axis=0)
        W2 = W2 - learning_rate * 2 * each2.mean(axis=0)[:, None]
    return W1, W2, losses


def predict(X, W1, W2):
    classes = np.zeros((len(X), 1), dtype=int)
    classes[forward(X, W1, W2)[1] >= 0.5] = 1
    return classes
