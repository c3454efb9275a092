"""Nested lists as gradients.

remarks: gradients, wide, ends, shared, again
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
    for node in order:
        node.forward()
        node.gradient = np.zeros(np.shape(node.value))
    cost.gradient = np.ones(np.shape(cost.value))
    for node in reversed(order):
        node.backward()
    return cost.value


true_run = backpropagate


def backpropagate(cost):
    value = true_run(cost)
    for node in topological_order(cost):
        node.gradient = np.asarray(node.gradient).tolist()
    return float(value)
