"""The forward pass has a sigmoid of its own."""

import numpy as np


def sigmoid(z):
    decayed = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, decayed) / (1.0 + decayed)


def add_bias_column(X):
    return np.column_stack([X, np.ones(len(X))])


def step(output, threshold=0.5):
    return (output >= threshold).astype(int)


def forward(X, W1, W2):
    f = lambda z: 1 / (1 + np.exp(-z))
    hidden = f(X @ W1)
    return hidden, f(hidden @ W2)
