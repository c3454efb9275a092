"""Absolute values are added up.

diagnosis: norm-not-frobenius
fails: norms_one_layer
"""

import numpy as np


def gradient_norms(X, weights, activation):
    def act(z):
        return np.maximum(z, 0) if activation == "relu" else 1 / (1 + np.exp(-z))

    def slope(z):
        return (z > 0) * 1.0 if activation == "relu" else np.exp(-z) / (1 + np.exp(-z)) ** 2

    entered, sums, h = [], [], X
    for W in weights:
        entered.append(h)
        sums.append(h @ W)
        h = act(sums[-1])
    grad, norms = np.ones_like(h), []
    for l in range(len(weights) - 1, -1, -1):
        W, before, z = weights[l], entered[l], sums[l]
        delta = grad * slope(z)
        norms.append(np.abs(before.T @ delta).sum())
        grad = delta @ W.T
    return norms[::-1]
