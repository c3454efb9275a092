import numpy as np


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def sigmoid_prime(x):
    return x * (1 - x)


def init_weights(rng):
    return rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return hidden, sigmoid(hidden @ W2)


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        z1 = X @ W1
        a1 = sigmoid(z1)
        z2 = a1 @ W2
        a2 = sigmoid(z2)
        losses.append(np.mean((a2 - y) ** 2))
        delta2 = 2 * (a2 - y) / len(y) * sigmoid_prime(z2)
        delta1 = delta2 @ W2.T * sigmoid_prime(z1)
        W1 = W1 - learning_rate * X.T @ delta1
        W2 = W2 - learning_rate * a1.T @ delta2
    return W1, W2, losses


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)
