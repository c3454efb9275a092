"""Lists and math.exp only.

remarks: sigmoid, bias_column, hidden, output, step
"""

import math


def deep(function, values):
    return [deep(function, one) for one in values] if hasattr(values, "__len__") else function(float(values))


def sigmoid(z):
    return deep(lambda x: 1 / (1 + math.exp(-x)) if x > -700 else 0.0, z)


def add_bias_column(X):
    return [[*map(float, row), 1.0] for row in X]


def forward(X, W1, W2):
    def layer(A, W):
        return sigmoid([[sum(a * w for a, w in zip(row, column)) for column in zip(*W)] for row in A])

    hidden = layer(X, W1)
    return [hidden, layer(hidden, W2)]


def step(output, threshold=0.5):
    return deep(lambda x: int(x >= threshold), output)
