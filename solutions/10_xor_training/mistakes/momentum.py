"""Momentum beside the gradient.

diagnosis: none
fails: steps
waits: loss_falls, convergence
"""

import numpy as np


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses, v1, v2 = [], 0, 0
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        d = (output - y) / 2 * output * (1 - output)
        v1, v2 = 0.9 * v1 + X.T @ (d @ W2.T * hidden * (1 - hidden)), 0.9 * v2 + hidden.T @ d
        W1, W2 = W1 - learning_rate * v1, W2 - learning_rate * v2
    return W1, W2, losses
