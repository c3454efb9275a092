"""Pure Python.

remarks: softmax, softmax_large, cross_entropy_backward, last_layer, earlier_layers, sgd_step
"""

import math

import numpy as np


def softmax(logits):
    rows = []
    for row in logits.tolist():
        top = max(row)
        powers = [math.exp(z - top) for z in row]
        rows.append([power / sum(powers) for power in powers])
    return rows


def cross_entropy(logits, targets):
    return sum(-math.log(row[t]) for row, t in zip(softmax(logits), targets)) / len(targets)


def cross_entropy_backward(logits, targets):
    return [[(p - (j == t)) / len(targets) for j, p in enumerate(row)] for row, t in zip(softmax(logits), targets)]


def network_backward(X, parameters, targets):
    def times(A, B):
        return [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A]

    kept = [X.tolist()]
    for W, b in parameters:
        kept.append([[z + c for z, c in zip(row, b.tolist())] for row in times(kept[-1], W.tolist())])
    G = cross_entropy_backward(np.array(kept.pop()), targets)
    found = []
    for W, b in reversed(parameters):
        found.append([times(zip(*kept.pop()), G), [sum(column) for column in zip(*G)]])
        G = times(G, W.T.tolist())
    return found[::-1]


def sgd_step(parameters, gradients, learning_rate):
    def moved(p, g):
        return [moved(*pair) for pair in zip(p, g)] if hasattr(p, "__len__") else float(p - learning_rate * g)

    return [[moved(W, gW), moved(b, gb)] for (W, b), (gW, gb) in zip(parameters, gradients)]
