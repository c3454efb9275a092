"""The weights move after every row, by half of its own error.

diagnosis: updated-after-each-row
fails: gradient_W2, gradient_W1
"""

import numpy as np


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(np.mean((forward(X, W1, W2)[1] - y) ** 2))
        for x, t in zip(X, y):
            hidden, output = forward(x[None], W1, W2)
            d = (output - t) / 2 * output * (1 - output)
            W1, W2 = (
                W1 - learning_rate * x[None].T @ (d @ W2.T * hidden * (1 - hidden)),
                W2 - learning_rate * hidden.T @ d,
            )
    return W1, W2, losses
