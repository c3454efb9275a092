import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def init_weights(rng):
    return rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return hidden, sigmoid(hidden @ W2)


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        d2 = (output - y) * output * (1 - output) / 2
        d1 = d2 @ W2.T * hidden * (1 - hidden)
        W1 = W1 - learning_rate * X.T @ d1
        W2 = W2 - learning_rate * hidden.T @ d2
        losses.append(np.mean((forward(X, W1, W2)[1] - y) ** 2))
    return W1, W2, losses


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)
