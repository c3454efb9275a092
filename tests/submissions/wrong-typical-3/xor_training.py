import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def init_weights(rng):
    return np.ones((3, 3)), np.ones((3, 1))


def forward(X, W1, W2):
    h = sigmoid(X @ W1)
    return h, sigmoid(h @ W2)


def train_xor(X, y, W1, W2, learning_rate, epochs):
    W1, W2 = W1.copy(), W2.copy()
    perdas = []
    for _ in range(epochs):
        h, o = forward(X, W1, W2)
        erro = y - o
        perdas.append(np.mean(erro**2))
        d_o = 2 / 4 * erro * o * (1 - o)
        d_h = d_o.dot(W2.T) * h * (1 - h)
        W2 -= learning_rate * h.T.dot(d_o)
        W1 -= learning_rate * X.T.dot(d_h)
    return W1, W2, perdas


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)
