"""Np.matrix.

remarks: softmax, softmax_large, cross_entropy, cross_entropy_backward, last_layer, earlier_layers
"""

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


def softmax(logits):
    e = np.exp(np.matrix(logits) - np.matrix(logits).max(axis=1))
    return e / e.sum(axis=1)


def cross_entropy(logits, targets):
    return -np.mean(np.log(np.asarray(softmax(logits))[range(len(targets)), targets]))


def cross_entropy_backward(logits, targets):
    return (softmax(logits) - np.eye(logits.shape[1])[targets]) / len(targets)
