"""Inputs and weights made float32 before anything is computed.

remarks: bias_column, hidden, output
"""

import numpy as np


def sigmoid(z):
    decayed = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, decayed) / (1.0 + decayed)


def step(output, threshold=0.5):
    return (output >= threshold).astype(int)


def add_bias_column(X):
    return np.hstack([X.astype(np.float32), np.ones((len(X), 1), np.float32)])


def forward(X, W1, W2):
    hidden = sigmoid(X.astype(np.float32) @ W1.astype(np.float32))
    return hidden, sigmoid(hidden @ W2.astype(np.float32))
