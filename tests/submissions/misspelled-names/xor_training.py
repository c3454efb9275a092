import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def inicializa_pesos(rng):
    return rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))


def foward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return hidden, sigmoid(hidden @ W2)


def train_XOR(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = foward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        d2 = (output - y) * output * (1 - output) / 2
        d1 = d2 @ W2.T * hidden * (1 - hidden)
        W1 = W1 - learning_rate * X.T @ d1
        W2 = W2 - learning_rate * hidden.T @ d2
    return W1, W2, losses


def predict(X, W1, W2):
    return (foward(X, W1, W2)[1] >= 0.5).astype(int)
