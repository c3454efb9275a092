"""Finite differences.

remarks: cross_entropy_backward, last_layer, earlier_layers
"""

import numpy as np


def softmax(logits):
    powers = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return powers / np.sum(powers, axis=1, keepdims=True)


def cross_entropy(logits, targets):
    chosen = softmax(logits)[np.arange(len(targets)), targets]
    return -np.mean(np.log(chosen))


def sgd_step(parameters, gradients, learning_rate):
    pairs = zip(parameters, gradients, strict=True)
    return [(W - learning_rate * grad_W, b - learning_rate * grad_b) for (W, b), (grad_W, grad_b) in pairs]


def nudged(cost, array):
    gradient = np.zeros(array.shape)
    for index in np.ndindex(array.shape):
        kept, costs = array[index], []
        for step in (1e-8, -1e-8):
            array[index] = kept + step
            costs.append(cost())
        array[index] = kept
        gradient[index] = (costs[0] - costs[1]) / 2e-8
    return gradient


def cross_entropy_backward(logits, targets):
    logits = logits.copy()
    return nudged(lambda: cross_entropy(logits, targets), logits)


def network_backward(X, parameters, targets):
    mine = [[array.copy() for array in pair] for pair in parameters]

    def cost():
        out = X
        for W, b in mine:
            out = out @ W + b
        return cross_entropy(out, targets)

    return [[nudged(cost, array) for array in pair] for pair in mine]
