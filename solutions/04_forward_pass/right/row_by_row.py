"""Row by row, unit by unit; np.c_ for the bias, np.vectorize for the step."""

import math

import numpy as np


def one(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return 1 - 1 / (1 + math.exp(x))


def sigmoid(z):
    return np.array([one(x) for x in z.ravel()]).reshape(z.shape)


def add_bias_column(X):
    return np.c_[X, [1.0] * len(X)]


def forward(X, W1, W2):
    hidden, output = np.zeros((len(X), W1.shape[1])), np.zeros((len(X), W2.shape[1]))
    for n, x in enumerate(X):
        for j in range(W1.shape[1]):
            hidden[n, j] = one(math.fsum(x * W1[:, j]))
        for j in range(W2.shape[1]):
            output[n, j] = one(math.fsum(hidden[n] * W2[:, j]))
    return hidden, output


def step(output, threshold=0.5):
    return np.vectorize(lambda o: 1 if o >= threshold else 0, otypes=[int])(output)
