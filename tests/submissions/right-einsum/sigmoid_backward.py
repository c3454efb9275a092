import numpy as np


def sigmoid(z):
    # same curve as 1/(1+exp(-z)), but tanh never overflows
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def sigmoid_backward(grad_output, output):
    return np.einsum("...,...,...->...", grad_output, output, 1 - output)
