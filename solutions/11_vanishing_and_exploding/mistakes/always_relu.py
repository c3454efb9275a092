"""The activation is not asked for.

diagnosis: activation-ignored
fails: norms_one_layer
"""

import numpy as np


def gradient_norms(X, weights, activation):
    def act(z):
        return np.maximum(z, 0)

    def slope(z):
        return (z > 0) * 1.0

    entered, sums, h = [], [], X
    for W in weights:
        entered.append(h)
        sums.append(h @ W)
        h = act(sums[-1])
    grad, norms = np.ones_like(h), []
    for l in range(len(weights) - 1, -1, -1):
        W, before, z = weights[l], entered[l], sums[l]
        delta = grad * slope(z)
        norms.append(np.linalg.norm(before.T @ delta))
        grad = delta @ W.T
    return norms[::-1]
