import numpy as np


def sigmoid(z):
    z *= -1
    np.exp(z, out=z)
    return 1 / (1 + z)


def sigmoid_backward(grad_output, output):
    grad_output *= output
    grad_output *= 1 - output
    return grad_output
