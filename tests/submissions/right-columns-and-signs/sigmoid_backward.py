import numpy as np


def sigmoid(z, deriv=False):
    if deriv:
        return z * (1 - z)
    z = np.clip(z, -500, 500)
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    return grad_output * sigmoid(output, deriv=True)
