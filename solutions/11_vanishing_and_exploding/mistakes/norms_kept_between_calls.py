"""A default list collects the norms of all calls.

diagnosis: none
fails: norms_one_layer
waits: norms_deep
"""

import numpy as np


KEPT = []


def gradient_norms(X, weights, activation, norms=KEPT):
    entered, h = [], X
    for W in weights:
        entered.append(h)
        h = relu(h @ W) if activation == "relu" else 1 / (1 + np.exp(-(h @ W)))
    grad = np.ones_like(h)
    for W, before in zip(weights[::-1], entered[::-1]):
        z = before @ W
        s = 1 / (1 + np.exp(-z))
        delta = relu_backward(grad, z) if activation == "relu" else grad * s * (1 - s)
        norms.insert(0, np.linalg.norm(before.T @ delta))
        grad = delta @ W.T
    return norms
