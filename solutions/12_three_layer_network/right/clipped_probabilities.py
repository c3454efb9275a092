"""Probabilities kept off zero by 1e-12."""

import numpy as np


def softmax(logits):
    powers = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return powers / np.sum(powers, axis=1, keepdims=True)


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


def cross_entropy(logits, targets):
    one_hot = np.zeros(logits.shape)
    one_hot[np.arange(len(targets)), targets] = 1
    return -np.sum(one_hot * np.log(np.clip(softmax(logits), 1e-12, 1.0))) / logits.shape[0]
