"""A small number added to the norm, slope 1 at the kink.

remarks: relu_backward
"""

import numpy as np


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
    return np.clip(z, 0, None)


def relu_backward(grad_output, z):
    dz = np.array(grad_output, copy=True)
    dz[z < 0] = 0
    return dz


def clip_gradients(gradients, max_norm):
    total = np.sqrt(sum(np.vdot(g, g) for g in gradients))
    coefficient = min(1.0, max_norm / (total + 1e-6))
    return tuple(g * coefficient for g in gradients)
