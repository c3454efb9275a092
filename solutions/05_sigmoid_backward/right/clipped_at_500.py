"""z clipped at ±500; einsum where * would do."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def sigmoid_backward(grad_output, output):
    return np.einsum("...,...->...", grad_output, output * (1 - output))
