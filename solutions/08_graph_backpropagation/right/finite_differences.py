"""Finite differences.

remarks: gradients, wide, shared, again
"""

import numpy as np


class Input:
    def __init__(self, value):
        self.inputs = ()
        self.value = value
        self.gradient = None

    def forward(self):
        pass

    def backward(self):
        pass


class Linear:
    def __init__(self, X, W, b):
        self.inputs = (X, W, b)
        self.value = None
        self.gradient = None

    def forward(self):
        X, W, b = (node.value for node in self.inputs)
        self.value = X @ W + b

    def backward(self):
        X, W, b = self.inputs
        X.gradient = X.gradient + self.gradient @ W.value.T
        W.gradient = W.gradient + X.value.T @ self.gradient
        b.gradient = b.gradient + np.sum(self.gradient, axis=0)


class Sigmoid:
    def __init__(self, z):
        self.inputs = (z,)
        self.value = None
        self.gradient = None

    def forward(self):
        (z,) = self.inputs
        self.value = 1 / (1 + np.exp(-z.value))

    def backward(self):
        (z,) = self.inputs
        z.gradient = z.gradient + self.gradient * self.value * (1 - self.value)


class MSE:
    def __init__(self, prediction, target):
        self.inputs = (prediction, target)
        self.value = None
        self.gradient = None

    def forward(self):
        prediction, target = self.inputs
        self.value = np.mean((prediction.value - target.value) ** 2)

    def backward(self):
        prediction, target = self.inputs
        share = self.gradient * 2 * (prediction.value - target.value) / prediction.value.size
        prediction.gradient = prediction.gradient + share
        target.gradient = target.gradient - share


def topological_order(cost):
    order = []
    seen = set()

    def visit(node):
        if id(node) in seen:
            return
        seen.add(id(node))
        for source in node.inputs:
            visit(source)
        order.append(node)

    visit(cost)
    return order


def backpropagate(cost):
    order = topological_order(cost)

    def value_at(fixed, moved):
        for node in order:
            node.forward()
            if node is fixed:
                node.value = moved
        return cost.value

    value_at(None, None)
    for node in order:
        value_at(None, None)
        kept, slopes = np.array(node.value), np.zeros(np.shape(node.value))
        for index in np.ndindex(slopes.shape):
            step = np.zeros(slopes.shape)
            step[index] = 1e-3
            slopes[index] = (value_at(node, kept + step) - value_at(node, kept - step)) / 2e-3
        node.value, node.gradient = kept, slopes
    return value_at(None, None)
