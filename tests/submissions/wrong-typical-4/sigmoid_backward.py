import numpy as np


def sigmoid(z):
    z = np.clip(z, -5, 5)  # avoids overflow
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    return grad_output + output * (1 - output)
