"""A gradient is set only if there is none yet.

diagnosis: first-share-kept
fails: shared
"""

import numpy as np


def hand(node, share):
    if node.gradient is None:
        node.gradient = share


class Linear(Linear):
    def backward(self):
        X, W, b = self.inputs
        hand(X, self.gradient @ W.value.T)
        hand(W, X.value.T @ self.gradient)
        hand(b, self.gradient.sum(axis=0))


class Sigmoid(Sigmoid):
    def backward(self):
        hand(self.inputs[0], self.gradient * self.value * (1 - self.value))


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        error = 2 * (prediction.value - target.value) / prediction.value.size
        hand(prediction, error)
        hand(target, -error)


def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
        node.gradient = None
    cost.gradient = np.array(1.0)
    for node in order[::-1]:
        node.backward()
    return cost.value
