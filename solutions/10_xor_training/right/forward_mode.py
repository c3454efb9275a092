"""Forward mode: derivatives with respect to all twelve weights travel along with the values (dual numbers)."""

import numpy as np


class Dual:
    def __init__(self, value, parts):
        self.value, self.parts = value, parts

    def affine(self, fixed):
        return Dual(fixed @ self.value, fixed @ self.parts)

    def times(self, other):
        return Dual(self.value @ other.value, self.parts @ other.value + self.value @ other.parts)

    def squashed(self):
        a = 1 / (1 + np.exp(-self.value))
        return Dual(a, a * (1 - a) * self.parts)


def init_weights(rng):
    w = rng.uniform(-1.2, 1.2, 12)
    return w[:9].reshape(3, 3), w[9:].reshape(3, 1)


def forward(X, W1, W2):
    zero = np.zeros((1, 1, 1))
    hidden = Dual(W1, zero * W1).affine(X).squashed()
    return hidden.value, hidden.times(Dual(W2, zero * W2)).squashed().value


def train_xor(X, y, W1, W2, learning_rate, epochs):
    units1 = np.concatenate([np.eye(9).reshape(9, 3, 3), np.zeros((3, 3, 3))])
    units2 = np.concatenate([np.zeros((9, 3, 1)), np.eye(3).reshape(3, 3, 1)])
    losses = []
    for _ in range(epochs):
        output = Dual(W1, units1).affine(X).squashed().times(Dual(W2, units2)).squashed()
        error = output.value - y
        losses.append(np.vdot(error, error) / 4)
        slopes = (2 * error * output.parts).mean(axis=(1, 2))
        W1 = W1 - learning_rate * slopes[:9].reshape(3, 3)
        W2 = W2 - learning_rate * slopes[9:].reshape(3, 1)
    return W1, W2, losses


def predict(X, W1, W2):
    return np.array([[int(o >= 0.5)] for (o,) in forward(X, W1, W2)[1]])
