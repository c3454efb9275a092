import numpy as np


def sig(x):
    return 1 / (1 + np.exp(-x))


def init_weights(rng):
    return np.asmatrix(rng.normal(size=(3, 3))), np.asmatrix(rng.normal(size=(3, 1)))


def forward(X, W1, W2):
    h = sig(np.asmatrix(X) * W1)
    return h, sig(h * W2)


def train_xor(X, y, W1, W2, learning_rate, epochs):
    X, y, W1, W2 = np.asmatrix(X), np.asmatrix(y), np.asmatrix(W1), np.asmatrix(W2)
    losses = []
    for i in range(epochs):
        h, o = forward(X, W1, W2)
        e = o - y
        losses.append((e.T * e)[0, 0] / 4)
        d2 = np.multiply(e / 2, np.multiply(o, 1 - o))
        d1 = np.multiply(d2 * W2.T, np.multiply(h, 1 - h))
        W1, W2 = W1 - learning_rate * X.T * d1, W2 - learning_rate * h.T * d2
    return W1, W2, losses


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)
