import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def sigmoid_backward(output, grad_output):
    return grad_output * output * (1 - output)
