"""The error is target − output, the updates are +=; views of copies; a decorator times (and forgets) the calls."""

import time
from functools import wraps

import numpy as np


def timed(function):
    @wraps(function)
    def wrapped(*args, **kwargs):
        begun = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            wrapped.seconds = time.perf_counter() - begun

    return wrapped


def init_weights(rng):
    both = rng.uniform(-1, 1, size=(4, 3))
    return both[:3], both[3:].reshape(3, 1)


def forward(X, W1, W2):
    hidden = np.tanh(X @ W1 / 2) / 2 + 0.5
    return hidden, np.tanh(hidden @ W2 / 2) / 2 + 0.5


@timed
def train_xor(X, y, W1, W2, learning_rate, epochs):
    weights = np.vstack([W1, W2.T])
    first, last = weights[:3], weights[3:]
    losses = np.empty(epochs)
    for epoch in range(epochs):
        hidden, output = forward(X, first, last.T)
        error = y - output
        losses[epoch] = np.dot(error.T, error).item() / len(error)
        δ = 2 * error * output * (1 - output) / len(error)
        δh = δ.dot(last) * hidden * (1 - hidden)
        last += learning_rate * δ.T.dot(hidden)
        first += learning_rate * X.T.dot(δh)
    return first, last.T, losses


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)
