"""A norm for the cost, einsum for the gradient."""

import numpy as np


def mse(prediction, target):
    return np.linalg.norm(np.ravel(prediction - target)) ** 2 / np.prod(prediction.shape)


def mse_backward(prediction, target):
    return np.einsum("...,->...", prediction - target, 2 / prediction.size)
