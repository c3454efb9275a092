"""Logarithms first."""

import numpy as np


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


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def softmax(logits):
    return np.exp(log_softmax(logits))


def cross_entropy(logits, targets):
    return float(-log_softmax(logits)[range(len(targets)), targets].mean())


def cross_entropy_backward(logits, targets):
    return (np.exp(log_softmax(logits)) - np.eye(logits.shape[1])[targets]) / logits.shape[0]
