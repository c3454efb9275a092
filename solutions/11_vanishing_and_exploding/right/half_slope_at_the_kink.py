"""Slope ½ at the kink.

remarks: relu_backward
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((np.sum(np.square(gradient)) for gradient in gradients)))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [gradient * factor for gradient in gradients]


def gradient_norms(X, weights, activation):
    entered, sums, values = ([], [], X)
    for W in weights:
        entered.append(values)
        sums.append(values @ W)
        values = relu(sums[-1]) if activation == "relu" else 1 / (1 + np.exp(-sums[-1]))
    grad = np.ones_like(values)
    norms = []
    for W, before, z in zip(reversed(weights), reversed(entered), reversed(sums), strict=True):
        if activation == "relu":
            delta = relu_backward(grad, z)
        else:
            a = 1 / (1 + np.exp(-z))
            delta = grad * a * (1 - a)
        norms.append(np.linalg.norm(before.T @ delta))
        grad = delta @ W.T
    return norms[::-1]


def relu(z):
    return (z + np.abs(z)) / 2


def relu_backward(grad_output, z):
    return grad_output * (1 + np.sign(z)) / 2
