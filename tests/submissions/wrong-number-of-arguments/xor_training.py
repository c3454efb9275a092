import numpy as np


def init_weights():
    return np.random.uniform(-1, 1, (3, 3)), np.random.uniform(-1, 1, (3, 1))


def forward(self, X, W1, W2):
    hidden = 1 / (1 + np.exp(-X @ W1))
    return hidden, 1 / (1 + np.exp(-hidden @ W2))


def train_xor(X, y, W1, W2):
    learning_rate = 0.5
    for _ in range(10000):
        hidden, output = forward(None, X, W1, W2)
        d2 = (output - y) * output * (1 - output) / 2
        W1 = W1 - learning_rate * X.T @ (d2 @ W2.T * hidden * (1 - hidden))
        W2 = W2 - learning_rate * hidden.T @ d2
    return W1, W2, []


def predict(X, W1, W2):
    return (forward(None, X, W1, W2)[1] >= 0.5).astype(int)
