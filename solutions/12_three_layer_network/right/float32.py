"""Float32.

remarks: softmax, softmax_large, cross_entropy, cross_entropy_backward, last_layer, earlier_layers, sgd_step
"""

import numpy as np


def cross_entropy(logits, targets):
    chosen = softmax(logits)[np.arange(len(targets)), targets]
    return -np.mean(np.log(chosen))


def cross_entropy_backward(logits, targets):
    gradient = softmax(logits)
    gradient[np.arange(len(targets)), targets] -= 1
    return gradient / len(targets)


def softmax(logits):
    z = logits.astype(np.float32)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def network_backward(X, parameters, targets):
    kept = [X.astype("f4")]
    weights = [(W.astype("f4"), b.astype("f4")) for W, b in parameters]
    for W, b in weights:
        kept.append(kept[-1] @ W + b)
    upstream = cross_entropy_backward(kept.pop(), targets)
    gradients = []
    for W, _ in reversed(weights):
        gradients.insert(0, (kept.pop().T @ upstream, upstream.sum(axis=0)))
        upstream = upstream @ W.T
    return gradients


def sgd_step(parameters, gradients, learning_rate):
    rate = np.float32(learning_rate)
    pairs = zip(parameters, gradients)
    return [tuple(p.astype("f4") - rate * np.float32(g) for p, g in zip(*both)) for both in pairs]
