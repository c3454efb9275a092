"""Boolean masks: the two signs are filled in separately."""

import numpy as np


def sigmoid(z):
    out = np.zeros(z.shape, dtype=float)
    positivos = z >= 0
    negativos = ~positivos
    out[positivos] = 1.0 / (1.0 + np.exp(-z[positivos]))
    ez = np.exp(z[negativos])
    out[negativos] = ez / (1.0 + ez)
    return out


def sigmoid_backward(grad_output, output):
    grad = grad_output.copy()
    grad[...] = grad * output
    grad[...] = grad * (1 - output)
    return grad
