"""Float32.

remarks: relu_backward, norms_one_layer, norms_deep
"""

import numpy as np


def relu(z):
    return np.maximum(z, 0)


def relu_backward(grad_output, z):
    return np.where(z > 0, grad_output, 0).astype(np.float32)


def clip_gradients(gradients, max_norm):
    gradients = [g.astype(np.float32) for g in gradients]
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * np.float32(max_norm / norm) if norm > max_norm else g for g in gradients]


def gradient_norms(X, weights, activation):
    X = X.astype(np.float32)
    kept = []
    for W in weights:
        W = W.astype(np.float32)
        z = X @ W
        kept.append((X, W, z))
        X = np.maximum(z, 0) if activation == "relu" else 1 / (1 + np.exp(-z))
    G, norms = np.ones_like(X), []
    for before, W, z in kept[::-1]:
        s = (z > 0).astype(np.float32) if activation == "relu" else np.exp(-z) / (1 + np.exp(-z)) ** 2
        G = G * s
        norms.append(np.linalg.norm(before.T @ G))
        G = G @ W.T
    return np.array(norms[::-1], dtype=np.float32)
