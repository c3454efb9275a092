import numpy as np


def sigmoid(z):
    return np.where(z > 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
