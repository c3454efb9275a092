"""Softmax as sigmoids of differences."""

import numpy as np


def cross_entropy(logits, targets):
    chosen = softmax(logits)[np.arange(len(targets)), targets]
    return -np.mean(np.log(chosen))


def cross_entropy_backward(logits, targets):
    gradient = softmax(logits)
    gradient[np.arange(len(targets)), targets] -= 1
    return gradient / len(targets)


def network_backward(X, parameters, targets):
    kept = [X]
    for W, b in parameters:
        kept.append(kept[-1] @ W + b)
    upstream = cross_entropy_backward(kept.pop(), targets)
    gradients = []
    for W, _ in reversed(parameters):
        gradients.insert(0, (kept.pop().T @ upstream, np.sum(upstream, axis=0)))
        upstream = upstream @ W.T
    return gradients


def sgd_step(parameters, gradients, learning_rate):
    pairs = zip(parameters, gradients, strict=True)
    return [(W - learning_rate * grad_W, b - learning_rate * grad_b) for (W, b), (grad_W, grad_b) in pairs]


def softmax(logits):
    with np.errstate(over="ignore"):
        return np.array([[1 / np.sum(np.exp(row - z)) for z in row] for row in logits])
