"""Weights as (out, in) inside, transposed on the way in and out; sigmoids clipped at 500."""

import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))


def init_weights(rng):
    V1, V2 = rng.uniform(-1, 1, size=(3, 3)), rng.uniform(-1, 1, size=(1, 3))
    return V1.T, V2.T


def forward(X, W1, W2):
    hidden = sigmoid(np.matmul(X, np.transpose(np.transpose(W1))))
    return hidden, sigmoid(np.matmul(hidden, W2))


def train_xor(X, y, W1, W2, learning_rate, epochs):
    weight_ih, weight_ho = W1.T.copy(), W2.T.copy()
    losses = []
    for _ in range(epochs):
        hidden_in = X @ weight_ih.T
        hidden = sigmoid(hidden_in)
        output_in = hidden @ weight_ho.T
        output = sigmoid(output_in)
        losses.append(float(((y - output) ** 2).sum() / y.shape[0]))
        grad_output_in = (-2 / y.shape[0]) * (y - output) * sigmoid(output_in) * (1 - sigmoid(output_in))
        grad_ho = grad_output_in.T @ hidden
        grad_hidden = grad_output_in @ weight_ho
        grad_hidden_in = grad_hidden * sigmoid(hidden_in) * (1 - sigmoid(hidden_in))
        grad_ih = grad_hidden_in.T @ X
        weight_ho, weight_ih = weight_ho - learning_rate * grad_ho, weight_ih - learning_rate * grad_ih
    return weight_ih.T, weight_ho.T, losses


def predict(X, W1, W2):
    return np.greater_equal(forward(X, W1, W2)[1], 0.5).astype(np.int64)
