"""A generator of weights and costs; the caller takes as many epochs as are asked for. Classes are floats.

remarks: predict
"""

from itertools import islice

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def training(X, y, W1, W2, rate):
    while True:
        hidden, output = forward(X, W1, W2)
        yield W1, W2, np.mean((output - y) ** 2)
        slope = (output - y) * output * (1 - output) * (2 / len(y))
        W1, W2 = (
            W1 - rate * X.T @ (slope * W2.T * hidden * (1 - hidden)),
            W2 - rate * hidden.T @ slope,
        )


def init_weights(rng):
    return rng.choice([-1, 1], (3, 3)) * rng.uniform(0.3, 1.2, (3, 3)), rng.uniform(-1, 1, (3, 1))


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return hidden, sigmoid(hidden @ W2)


def train_xor(X, y, W1, W2, learning_rate, epochs):
    *before, (W1, W2, _) = islice(training(X, y, W1, W2, learning_rate), epochs + 1)
    return W1, W2, [cost for _, _, cost in before]


def predict(X, W1, W2):
    return np.floor(forward(X, W1, W2)[1] + 0.5)
