"""Nodes of one shape share one array of zeros, which all the shares are added to.

diagnosis: none
fails: gradients
waits: wide, ends, shared, again
"""

import numpy as np


class Linear(Linear):
    def backward(self):
        X, W, b = self.inputs
        X.gradient += self.gradient @ W.value.T
        W.gradient += X.value.T @ self.gradient
        b.gradient += self.gradient.sum(axis=0)


class Sigmoid(Sigmoid):
    def backward(self):
        self.inputs[0].gradient += self.gradient * self.value * (1 - self.value)


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        share = 2 * (prediction.value - target.value) / prediction.value.size
        prediction.gradient += share
        target.gradient -= share


def backpropagate(cost):
    order = topological_order(cost)
    zeros = {}
    for node in order:
        node.forward()
        node.gradient = zeros.setdefault(np.shape(node.value), np.zeros(np.shape(node.value)))
    cost.gradient = 1.0
    for node in order[::-1]:
        node.backward()
    return cost.value
