"""Objects for single neurons, each with its own weights and its own delta, as scalars."""

import math

import numpy as np


class Neuron:
    def __init__(self, weights):
        self.weights = [float(w) for w in weights]

    def fire(self, inputs):
        self.inputs = [float(x) for x in inputs]
        self.net = sum(w * x for w, x in zip(self.weights, self.inputs))
        self.out = 1 / (1 + math.exp(-self.net))
        return self.out

    def accumulate(self, upstream, change):
        self.delta = upstream * self.out * (1 - self.out)
        for i, x in enumerate(self.inputs):
            change[i] += self.delta * x


def neurons(W1, W2):
    return [Neuron(W1[:, j]) for j in range(W1.shape[1])], Neuron(W2[:, 0])


def init_weights(rng):
    hidden = [[rng.uniform(-1, 1) for _ in range(3)] for _ in range(3)]
    return np.array(hidden), np.array([[rng.uniform(-1, 1)] for _ in range(3)])


def forward(X, W1, W2):
    hidden, output = neurons(W1, W2)
    H = [[unit.fire(x) for unit in hidden] for x in X]
    return np.array(H), np.array([[output.fire(h)] for h in H])


def train_xor(X, y, W1, W2, learning_rate, epochs):
    hidden, output = neurons(W1, W2)
    losses = []
    for _ in range(epochs):
        changes, change, total = [[0.0] * 3 for _ in hidden], [0.0] * 3, 0.0
        for x, t in zip(X, y[:, 0]):
            o = output.fire([unit.fire(x) for unit in hidden])
            total += (o - t) ** 2
            output.accumulate(2 * (o - t) / len(y), change)
            for j, unit in enumerate(hidden):
                unit.accumulate(output.delta * output.weights[j], changes[j])
        losses.append(total / len(y))
        for unit, moved in zip([*hidden, output], [*changes, change]):
            unit.weights = [w - learning_rate * m for w, m in zip(unit.weights, moved)]
    return np.array([unit.weights for unit in hidden]).T, np.array([output.weights]).T, losses


def predict(X, W1, W2):
    return np.array([[1] if o > 0.5 or o == 0.5 else [0] for o in forward(X, W1, W2)[1][:, 0]])
