"""Inputs copied, other attributes, (1, k) for biases.

remarks: gradients, wide, ends, shared, again
"""

import numpy as np


class Node:
    def __init__(self, *inputs):
        self.inputs, self.value, self.gradient = list(inputs), None, None

    def forward(self):
        pass

    def backward(self):
        pass


class Input(Node):
    def __init__(self, value):
        super().__init__()
        self.value = value


class Linear(Node):
    def forward(self):
        X, W, b = self.inputs
        self.value = np.dot(X.value, W.value) + b.value

    def backward(self):
        X, W, b = self.inputs
        X.gradient += np.dot(self.gradient, W.value.T)
        W.gradient += np.dot(X.value.T, self.gradient)
        b.gradient += np.sum(self.gradient, axis=0)


class Sigmoid(Node):
    def forward(self):
        self.value = 1 / (1 + np.exp(-self.inputs[0].value))

    def backward(self):
        self.inputs[0].gradient += self.gradient * self.value * (1 - self.value)


class MSE(Node):
    def forward(self):
        prediction, target = self.inputs
        self.value = np.mean((prediction.value - target.value) ** 2)

    def backward(self):
        prediction, target = self.inputs
        e = self.gradient * 2 / prediction.value.size * (prediction.value - target.value)
        prediction.gradient += e
        target.gradient -= e


class Input(Input):
    def __init__(self, value):
        super().__init__(np.array(value, copy=True))
        self.trainable = True


class Linear(Linear):
    def backward(self):
        X, W, b = self.inputs
        X.gradient = X.gradient + self.gradient @ W.value.T
        W.gradient = W.gradient + X.value.T @ self.gradient
        b.gradient = b.gradient + self.gradient.sum(axis=0, keepdims=True)


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
