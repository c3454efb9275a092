import numpy as np


def sigmoid(z):
    return np.where(z < 0, np.exp(np.minimum(z, 0)) / (1 + np.exp(np.minimum(z, 0))), 1 / (1 + np.exp(-np.abs(z)))).tolist()


def sigmoid_backward(grad_output, output):
    slope = output - output**2
    return (grad_output * slope).tolist()
