"""The square multiplied out by np.mean and einsum; the gradient from its terms."""

import numpy as np


def mse(prediction, target):
    axes = list(range(prediction.ndim))
    error = prediction - target
    return np.einsum(error, axes, error, axes, []) / error.size


def mse_backward(prediction, target):
    n = prediction.size
    return np.multiply(prediction, 2 / n) - np.multiply(target, 2 / n)
