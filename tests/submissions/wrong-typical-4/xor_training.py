import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def init_weights(rng):
    np.random.seed(42)
    return np.random.randn(3, 3), np.random.randn(3, 1)


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    output = sigmoid(hidden @ W2)
    return output, hidden


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        output, hidden = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta2 = 2 * (output - y) * output * (1 - output)
        delta1 = delta2 @ W2.T * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * X.T @ delta1, W2 - learning_rate * hidden.T @ delta2
    return W1, W2, losses


def predict(X, W1, W2):
    output, _ = forward(X, W1, W2)
    return (output >= 0.5).astype(int).ravel()
