import numpy as np


def nonlin(x, deriv=False):
    if deriv == True:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))


class Layer:
    """weights (out, in), examples as columns; the layer updates itself on the way back"""

    def __init__(self, W):
        self.W = W.T.copy()

    def forward(self, A):
        self.A_in = A
        self.A_out = nonlin(self.W @ A)
        return self.A_out

    def backward(self, error, rate):
        delta = error * nonlin(self.A_out, deriv=True)
        passed_on = self.W.T @ delta          # before the update!
        self.W += rate * (delta @ self.A_in.T)
        return passed_on


def init_weights(rng):
    return 2 * rng.random((3, 3)) - 1, 2 * rng.random((3, 1)) - 1


def forward(X, W1, W2):
    hidden = Layer(W1).forward(X.T)
    return hidden.T, Layer(W2).forward(hidden).T


def train_xor(X, y, W1, W2, learning_rate, epochs):
    l1, l2 = Layer(W1), Layer(W2)
    # my cost is 1/2 sum(e^2); the one asked for is mean(e^2) = 2/4 of that
    rate = learning_rate * 2 / X.shape[0]
    losses = []
    for _ in range(epochs):
        out = l2.forward(l1.forward(X.T))
        error = y.T - out
        half_sum = 0.5 * np.sum(error ** 2)
        losses.append(half_sum * 2 / X.shape[0])
        l1.backward(l2.backward(error, rate), rate)
    return l1.W.T, l2.W.T, losses


def predict(X, W1, W2):
    out = forward(X, W1, W2)[1]
    out[out >= 0.5] = 1
    out[out < 0.5] = 0
    return out
