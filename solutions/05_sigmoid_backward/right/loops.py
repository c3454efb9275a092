"""Entry by entry, with a case for either sign."""

import numpy as np


def sigmoid(z):
    result = np.empty(z.shape)
    for index, x in np.ndenumerate(z):
        result[index] = 1 / (1 + np.exp(-x)) if x >= 0 else np.exp(x) / (1 + np.exp(x))
    return result


def sigmoid_backward(grad_output, output):
    result = np.zeros_like(output)
    for index in np.ndindex(*output.shape):
        result[index] += grad_output[index] * output[index] * (1 - output[index])
    return result
