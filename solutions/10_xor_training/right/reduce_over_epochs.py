"""A reduce over the epochs instead of a loop; one step is a pure function; losses are concatenated."""

from functools import partial, reduce

import numpy as np

σ = lambda z: 1 / (1 + np.exp(-z))


def init_weights(rng):
    return tuple(rng.standard_normal(shape) for shape in ((3, 3), (3, 1)))


def forward(X, W1, W2):
    return (h := σ(X @ W1)), σ(h @ W2)


def step(state, _, *, X, y, η):
    W1, W2, losses = state
    h, o = forward(X, W1, W2)
    e = o - y
    δ2 = e * o * (1 - o) / 2
    δ1 = δ2 @ W2.T * h * (1 - h)
    return W1 - η * X.T @ δ1, W2 - η * h.T @ δ2, (*losses, (e**2).mean())


def train_xor(X, y, W1, W2, learning_rate, epochs):
    one = partial(step, X=X, y=y, η=learning_rate)
    return reduce(one, range(epochs), (W1, W2, ()))


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 1 / 2).astype("i4")
