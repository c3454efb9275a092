"""Examples as columns inside; target − output with +=; the 2 of the cost's derivative and the 1/4 make ½."""

import numpy as np


def init_weights(rng):
    return rng.normal(size=(3, 3)), rng.normal(size=(3, 1))


def s(v):
    return 1.0 / (1.0 + np.exp(-v))


def forward(X, W1, W2):
    hidden = s(np.dot(W1.T, X.T))
    return hidden.T, s(np.dot(W2.T, hidden)).T


def train_xor(X, y, W1, W2, learning_rate, epochs):
    A, B, losses = W1.T.copy(), W2.T.copy(), np.zeros(epochs)
    for epoch in range(epochs):
        H = s(A @ X.T)
        O = s(B @ H)
        E = y.T - O
        losses[epoch] = (E**2).mean()
        dO = E * O * (1 - O)
        dH = (B.T @ dO) * H * (1 - H)
        B += learning_rate * 0.5 * dO @ H.T
        A += learning_rate * 0.5 * dH @ X
    return A.T, B.T, losses


def predict(X, W1, W2):
    return np.where(forward(X, W1, W2)[1] >= 0.5, 1, 0)
