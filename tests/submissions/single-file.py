# Resposta do exercício 06 (enviei só este)
import numpy as np


def linear(X, W, b):
    return np.add(np.matmul(X, W), b)


def linear_backward(grad_output, X, W, b):
    grad_b = np.apply_along_axis(np.sum, 0, grad_output)
    return np.matmul(grad_output, W.transpose()), np.matmul(X.transpose(), grad_output), grad_b
