import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def init_weights(rng):
    return rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))


def forward(X, W1, W2):
    a1 = sigmoid(X @ W1)
    a2 = sigmoid(a1 @ W2)
    return a1, a2


def train_xor(X, y, W1, W2, learning_rate, epochs):
    custos = []
    for _ in range(epochs):
        a1, a2 = forward(X, W1, W2)
        custos.append(np.square(a2 - y).mean())
        delta2 = 2 * (a2 - y) / y.size * a2 * (1 - a2)
        delta1 = delta2 @ W2.T
        W1 = W1 - learning_rate * X.T @ delta1
        W2 = W2 - learning_rate * a1.T @ delta2
    return W1, W2, custos


def predict(X, W1, W2):
    return np.round(forward(X, W1, W2)[1])
