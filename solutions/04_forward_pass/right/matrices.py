"""np.matrix throughout.

remarks: sigmoid, bias_column, hidden, output, step
"""

import numpy as np


def sigmoid(z):
    if np.ndim(z) != 2:
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, e) / (1 + e)
    z = np.matrix(z)
    e = np.exp(-np.abs(z))
    return np.divide(np.where(z >= 0, 1, e), 1 + e)


def add_bias_column(X):
    return np.bmat([[np.matrix(X), np.ones((len(X), 1))]])


def forward(X, W1, W2):
    hidden = sigmoid(np.matrix(X) * np.matrix(W1))
    return hidden, sigmoid(hidden * np.matrix(W2))


def step(output, threshold=0.5):
    return np.matrix(output >= threshold).astype(int) if output.ndim == 2 else (output >= threshold).astype(int)
