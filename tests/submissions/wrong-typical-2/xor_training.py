import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_der(a):
    return a * (1 - a)


def init_weights(rng):
    # small random numbers, as recommended
    return 0.01 * rng.normal(size=(3, 3)), 0.01 * rng.normal(size=(3, 1))


def forward(X, W1, W2):
    hidden = sigmoid(np.dot(X, W1))
    return hidden, sigmoid(np.dot(hidden, W2))


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for i in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(((output - y) ** 2).mean())
        d_output = 2 * (output - y) / y.size
        d_hidden = np.dot(d_output, W2.T) * sigmoid_der(hidden)
        W2 = W2 - learning_rate * np.dot(hidden.T, d_output)
        W1 = W1 - learning_rate * np.dot(X.T, d_hidden)
    return W1, W2, losses


def predict(X, W1, W2):
    hidden, output = forward(X, W1, W2)
    return np.where(output > 0.5, 1, 0)
