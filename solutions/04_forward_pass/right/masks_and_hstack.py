"""The two signs by masks; np.hstack; a network written with np.dot."""

import numpy as np


def sigmoid(z):
    out = np.empty(np.shape(z))
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1 + ez)
    return out


def add_bias_column(X):
    return np.hstack((X, np.ones((X.shape[0], 1))))


def forward(X, W1, W2):
    hidden = sigmoid(np.dot(X, W1))
    return hidden, sigmoid(np.dot(hidden, W2))


def step(output, threshold=0.5):
    return np.where(output >= threshold, 1, 0)
