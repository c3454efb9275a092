import numpy as np


def sigmoid(z):
    return np.exp(z * 1e6) / np.exp(z * 1e6)


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output) * (1 + 0j)
