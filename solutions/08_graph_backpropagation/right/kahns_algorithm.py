"""A base class, += and Kahn's algorithm."""

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


def topological_order(cost):
    found, waiting = [], [cost]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.append(node)
            waiting.extend(node.inputs)
    needs = {node: len(set(node.inputs)) for node in found}
    users = {node: [other for other in found if node in other.inputs] for node in found}
    ready, order = [node for node in found if not needs[node]], []
    while ready:
        node = ready.pop()
        order.append(node)
        for user in users[node]:
            needs[user] -= 1
            if not needs[user]:
                ready.append(user)
    return order


def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
    for node in order:
        node.gradient = np.zeros_like(node.value)
    cost.gradient = np.ones_like(cost.value)
    for node in order[::-1]:
        node.backward()
    return cost.value
