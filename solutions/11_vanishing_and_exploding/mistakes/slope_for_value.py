"""Zeros and ones; the norms take the rectifier elsewhere.

diagnosis: slope-for-value
fails: relu
"""

import numpy as np


def relu(z):
    return (z > 0).astype(float)


def gradient_norms(X, weights, activation):
    def forward(z):
        return np.clip(z, 0, None) if activation == "relu" else 1 / (1 + np.exp(-z))

    entered = [X]
    for W in weights:
        entered.append(forward(entered[-1] @ W))
    grad, norms = np.ones(entered[-1].shape), []
    for W, before, after in zip(weights[::-1], entered[-2::-1], entered[::-1]):
        delta = grad * ((after > 0) if activation == "relu" else after * (1 - after))
        norms.insert(0, np.linalg.norm(before.T @ delta))
        grad = delta @ W.T
    return norms
