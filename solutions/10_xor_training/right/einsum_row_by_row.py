"""einsum forward; the gradients are summed row by row, by outer products; a start whose bias row is zero."""

import numpy as np


def init_weights(rng):
    scale = np.sqrt(1 / 3)
    return np.vstack([rng.normal(0, 1, (2, 3)), np.zeros((1, 3))]), rng.normal(0, scale, (3, 1))


def sig(z):
    return np.exp(-np.logaddexp(0, -z))


def forward(X, W1, W2):
    h = sig(np.einsum("nd,dh->nh", X, W1))
    return h, sig(np.einsum("nh,hk->nk", h, W2))


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        g1, g2, loss = np.zeros((3, 3)), np.zeros((3, 1)), 0.0
        for x, t in zip(X, y):
            h, o = forward(x[None], W1, W2)
            loss += (o - t).item() ** 2 / 4
            d = (o - t) * o * (1 - o) / 2
            g2 += h.T * d
            g1 += np.outer(x, (d * W2.T * h * (1 - h)).ravel())
        losses.append(loss)
        W1, W2 = W1 - learning_rate * g1, W2 - learning_rate * g2
    return W1, W2, np.array(losses)


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(np.int8)
