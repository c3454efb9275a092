"""An update after every row, and without the slope of the output.

diagnosis: updated-after-each-row
fails: gradient_W2, gradient_W1
"""

import numpy as np


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(np.mean((forward(X, W1, W2)[1] - y) ** 2))
        for x, t in zip(X, y, strict=True):
            hidden, output = forward(x[None], W1, W2)
            delta = output - t
            back = delta @ W2.T * hidden * (1 - hidden)
            W2 = W2 - learning_rate * hidden.T @ delta
            W1 = W1 - learning_rate * x[:, None] @ back
    return W1, W2, losses
