"""A small tape of operations that is played backwards; weights are nodes that are changed in place."""

import numpy as np


class Node:
    def __init__(self, value, pulls=()):
        self.value, self.pulls, self.grad = value, pulls, 0

    def __matmul__(self, other):
        return Node(
            self.value @ other.value,
            ((self, lambda g: g @ other.value.T), (other, lambda g: self.value.T @ g)),
        )

    def sigmoid(self):
        a = 1 / (1 + np.exp(-self.value))
        return Node(a, ((self, lambda g: g * a * (1 - a)),))

    def mse(self, target):
        e = self.value - target
        return Node(np.mean(e * e), ((self, lambda g: g * 2 * e / e.size),))

    def backward(self, g=1.0):
        self.grad = self.grad + g
        for node, pull in self.pulls:
            node.backward(pull(g))


def init_weights(rng):
    W1 = np.empty((3, 3))
    for i in range(3):
        for j in range(3):
            W1[i, j] = rng.normal()
    return W1, np.array([[rng.normal()] for _ in range(3)])


def forward(X, W1, W2):
    hidden = (Node(X) @ Node(W1)).sigmoid()
    return hidden.value, (hidden @ Node(W2)).sigmoid().value


def train_xor(X, y, W1, W2, learning_rate, epochs):
    weights, losses = [Node(W1.copy()), Node(W2.copy())], []
    while len(losses) < epochs:
        w1, w2 = weights
        cost = ((Node(X) @ w1).sigmoid() @ w2).sigmoid().mse(y)
        cost.backward()
        losses.append(cost.value)
        for w in weights:
            w.value -= learning_rate * w.grad
            w.grad = 0
    return weights[0].value, weights[1].value, np.array(losses)


def predict(X, W1, W2):
    return np.asarray(forward(X, W1, W2)[1] >= 0.5, dtype=int)
