"""The gradient of the cost by a complex step in every entry."""

import numpy as np


def mse(prediction, target):
    return ((prediction - target) ** 2).sum() / np.prod(prediction.shape)


def mse_backward(prediction, target):
    steps = np.eye(prediction.size).reshape(-1, *prediction.shape) * 1e-20j
    return np.array([mse(prediction + step, target).imag for step in steps]).reshape(prediction.shape) / 1e-20
