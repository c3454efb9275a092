"""np.matrix, whose * is the matrix product; np.multiply for the rest.

remarks: forward, gradient_W1, gradient_W2, steps, convergence, predict
"""

import numpy as np


def init_weights(rng):
    return np.matrix(rng.uniform(-1, 1, (3, 3))), np.matrix(rng.uniform(-1, 1, (3, 1)))


def σ(Z):
    return 1 / (1 + np.exp(-Z))


def forward(X, W1, W2):
    H = σ(np.matrix(X) * np.matrix(W1))
    return H, σ(H * np.matrix(W2))


def train_xor(X, y, W1, W2, learning_rate, epochs):
    X, y, W1, W2 = (np.matrix(v) for v in (X, y, W1, W2))
    losses = []
    for _ in range(epochs):
        H, O = forward(X, W1, W2)
        E = O - y
        losses.append(float((E.T * E)[0, 0]) / len(y))
        D2 = np.multiply(E, np.multiply(O, 1 - O)) / 2
        D1 = np.multiply(D2 * W2.T, np.multiply(H, 1 - H))
        W1, W2 = W1 - learning_rate * X.T * D1, W2 - learning_rate * H.T * D2
    return W1, W2, losses


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)
