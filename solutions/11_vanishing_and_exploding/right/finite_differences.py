"""Finite differences.

remarks: norms_one_layer, norms_deep
"""

import numpy as np


def relu(z):
    return np.maximum(z, 0)


def relu_backward(grad_output, z):
    return np.where(z > 0, grad_output, 0)


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((np.sum(np.square(gradient)) for gradient in gradients)))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [gradient * factor for gradient in gradients]


def output(X, weights, activation):
    for W in weights:
        X = relu(X @ W) if activation == "relu" else 1 / (1 + np.exp(-(X @ W)))
    return X.sum()


def gradient_norms(X, weights, activation):
    norms = []
    for place, W in enumerate(weights):
        gradient = np.zeros(W.shape)
        for index in np.ndindex(*W.shape):
            ends = []
            for h in (1e-6, 0):
                moved = [V.copy() for V in weights]
                moved[place][index] += h
                ends.append(output(X, moved, activation))
            gradient[index] = (ends[0] - ends[1]) / 1e-6
        norms.append(np.linalg.norm(gradient))
    return norms
