"""Recursion and einsum."""

import numpy as np


def relu(z):
    return np.maximum(z, 0)


def relu_backward(grad_output, z):
    return np.where(z > 0, grad_output, 0)


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((np.sum(np.square(gradient)) for gradient in gradients)))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [gradient * factor for gradient in gradients]


def backward(h, weights, activation):
    if not weights:
        return np.ones(h.shape), []
    W, *others = weights
    z = np.einsum("nd,dk->nk", h, W)
    a = np.maximum(z, 0) if activation == "relu" else np.exp(z) / (1 + np.exp(z))
    slope = (a > 0) if activation == "relu" else a - a**2
    G, norms = backward(a, others, activation)
    G = G * slope
    return np.einsum("nk,dk->nd", G, W), [np.linalg.norm(np.einsum("nd,nk->dk", h, G)), *norms]


def gradient_norms(X, weights, activation):
    return backward(X, weights, activation)[1]
