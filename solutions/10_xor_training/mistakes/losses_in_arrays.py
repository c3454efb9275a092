"""The mean over the rows alone: every loss is an array of one number.

diagnosis: mean-over-one-axis
fails: steps
"""

import numpy as np


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2, axis=0))
        delta = 2 * (output - y) / len(y) * output * (1 - output)
        back = delta @ W2.T * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * X.T @ back, W2 - learning_rate * hidden.T @ delta
    return W1, W2, losses
