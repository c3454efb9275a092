"""Row by row, bias as a row.

remarks: last_layer, earlier_layers
"""

import numpy as np


def softmax(logits):
    powers = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return powers / np.sum(powers, axis=1, keepdims=True)


def cross_entropy(logits, targets):
    chosen = softmax(logits)[np.arange(len(targets)), targets]
    return -np.mean(np.log(chosen))


def cross_entropy_backward(logits, targets):
    gradient = softmax(logits)
    gradient[np.arange(len(targets)), targets] -= 1
    return gradient / len(targets)


def sgd_step(parameters, gradients, learning_rate):
    pairs = zip(parameters, gradients, strict=True)
    return [(W - learning_rate * grad_W, b - learning_rate * grad_b) for (W, b), (grad_W, grad_b) in pairs]


def network_backward(X, parameters, targets):
    total = None
    for x, t in zip(X, targets):
        kept = [x[None]]
        for W, b in parameters:
            kept.append(kept[-1] @ W + b)
        G, found = cross_entropy_backward(kept.pop(), np.array([t])) / len(X), []
        for W, _ in parameters[::-1]:
            found.insert(0, [kept.pop().T @ G, G.copy()])
            G = G @ W.T
        total = found if total is None else [[a + c for a, c in zip(*both)] for both in zip(total, found)]
    return total
