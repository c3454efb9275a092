"""The rate is in the deltas, and in the update again.

diagnosis: learning-rate-applied-twice
fails: gradient_W2, gradient_W1
"""

import numpy as np


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta_output = learning_rate * 2 * (output - y) / len(X) * output * (1 - output)
        delta_hidden = delta_output @ W2.T * hidden * (1 - hidden)
        W2 = W2 - learning_rate * hidden.T @ delta_output
        W1 = W1 - learning_rate * X.T @ delta_hidden
    return W1, W2, losses
