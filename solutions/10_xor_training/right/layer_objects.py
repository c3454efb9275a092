"""Layer objects that keep their inputs and update themselves; σ′ = e⁻ᶻ/(1 + e⁻ᶻ)² from z; prints now and then."""

import numpy as np


class Layer:
    def __init__(self, W):
        self.W = np.array(W)

    def __call__(self, A):
        self.A = A
        self.out = 1 / (1 + np.exp(-A @ self.W))
        return self.out

    def backward(self, G):
        delta = G * np.exp(-self.A @ self.W) / (1 + np.exp(-self.A @ self.W)) ** 2
        self.grad = self.A.T @ delta
        return delta @ self.W.T

    def step(self, rate):
        self.W -= rate * self.grad


def init_weights(rng):
    return rng.random((3, 3)) * 2 - 1, rng.random((3, 1)) * 2 - 1


def forward(X, W1, W2):
    one, two = Layer(W1), Layer(W2)
    hidden = one(X)
    return [hidden, two(hidden)]


def train_xor(X, y, W1, W2, learning_rate, epochs):
    layers, losses = [Layer(W1), Layer(W2)], []
    for epoch in range(epochs):
        out = X
        for layer in layers:
            out = layer(out)
        losses += [float(np.mean(np.square(out - y)))]
        if epoch % 100 == 0:
            print("epoch", epoch, losses[-1])
        gradient = 2 * (out - y) / y.size
        for layer in reversed(layers):
            gradient = layer.backward(gradient)
        for layer in layers:
            layer.step(learning_rate)
    return [layers[0].W, layers[1].W, losses]


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5) * 1
