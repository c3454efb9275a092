"""Masks, np.linalg.norm, a loop over indices."""

import numpy as np


def relu(z):
    return z * (z > 0)


def relu_backward(grad_output, z):
    return grad_output * (z > 0)


def clip_gradients(gradients, max_norm):
    norm = np.linalg.norm([np.linalg.norm(g) for g in gradients])
    if norm <= max_norm:
        return gradients
    return [max_norm / norm * g for g in gradients]


def gradient_norms(X, weights, activation):
    a = [X]
    for W in weights:
        z = a[-1].dot(W)
        a.append(np.where(z > 0, z, 0) if activation == "relu" else 1 / (1 + np.exp(-z)))
    norms = np.zeros(len(weights))
    G = np.ones(a[-1].shape)
    for i in reversed(range(len(weights))):
        G = G * ((a[i + 1] > 0) if activation == "relu" else a[i + 1] * (1 - a[i + 1]))
        norms[i] = np.sqrt(np.sum(a[i].T.dot(G) ** 2))
        G = G.dot(weights[i].T)
    return norms
