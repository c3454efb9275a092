"""Each row through the whole layer by itself; masks add up the classes."""

import numpy as np


def sigmoid(z):
    result = np.empty(z.shape)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    e = np.exp(z[~positive])
    result[~positive] = e / (1 + e)
    return result


def add_bias_column(X):
    result = np.ones((X.shape[0], X.shape[1] + 1))
    result[:, :-1] = X
    return result


def forward(X, W1, W2):
    hidden = np.array([sigmoid(x @ W1) for x in X])
    return hidden, np.array([sigmoid(h @ W2) for h in hidden])


def step(output, threshold=0.5):
    result = np.zeros(output.shape, dtype=int)
    result[output >= threshold] += 1
    return result
