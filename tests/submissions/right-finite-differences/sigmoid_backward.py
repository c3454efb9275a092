import numpy as np


def sigmoid(z):
    return np.piecewise(z, [z < 0, z >= 0], [lambda v: np.exp(v) / (1 + np.exp(v)), lambda v: 1 / (1 + np.exp(-v))])


def sigmoid_backward(grad_output, output):
    # não lembrei da fórmula, então voltei para z e estimei a inclinação
    z = np.log(output) - np.log1p(-output)
    h = 1e-4
    return grad_output * (sigmoid(z + h) - sigmoid(z - h)) / (2 * h)
