"""Each node gathers from the nodes that use it."""

import numpy as np


class Node:
    def __init__(self, *inputs):
        self.inputs = inputs
        self.outputs = []
        self.shares = {}
        for node in inputs:
            node.outputs.append(self)

    @property
    def gradient(self):
        if not self.outputs:
            return 1.0
        return sum(node.shares[self] for node in dict.fromkeys(self.outputs))


class Input(Node):
    def __init__(self, value):
        Node.__init__(self)
        self.value = value

    def forward(self):
        pass

    def backward(self):
        pass


class Linear(Node):
    def forward(self):
        X, W, b = [node.value for node in self.inputs]
        self.value = np.einsum("nd,dk->nk", X, W) + b

    def backward(self):
        X, W, b = self.inputs
        self.shares = dict.fromkeys(self.inputs, 0)
        self.shares[X] = self.shares[X] + np.einsum("nk,dk->nd", self.gradient, W.value)
        self.shares[W] = self.shares[W] + np.einsum("nd,nk->dk", X.value, self.gradient)
        self.shares[b] = self.shares[b] + np.einsum("nk->k", self.gradient)


class Sigmoid(Node):
    def forward(self):
        self.value = (1 + np.tanh(self.inputs[0].value / 2)) / 2

    def backward(self):
        self.shares = {self.inputs[0]: self.gradient * self.value * (1 - self.value)}


class MSE(Node):
    def forward(self):
        self.e = self.inputs[0].value - self.inputs[1].value
        self.value = np.vdot(self.e, self.e) / self.e.size

    def backward(self):
        self.shares = dict.fromkeys(self.inputs, 0)
        for node, sign in zip(self.inputs, (2, -2)):
            self.shares[node] = self.shares[node] + sign * self.e / self.e.size


def topological_order(cost):
    order = [cost]
    while True:
        missing = [n for node in order for n in node.inputs if n not in order]
        free = [n for n in missing if all(user in order for user in n.outputs)]
        if not missing:
            return order[::-1]
        order.append(free[0])


def backpropagate(cost):
    order = topological_order(cost)
    for n in order:
        n.forward()
    for n in order[::-1]:
        n.backward()
    return cost.value
