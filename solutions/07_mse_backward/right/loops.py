"""Loops over indices."""

import numpy as np


def mse(prediction, target):
    total = 0.0
    for index in np.ndindex(prediction.shape):
        total += (prediction[index] - target[index]) ** 2
    return total / prediction.size


def mse_backward(prediction, target):
    gradient = np.zeros(prediction.shape)
    for index in np.ndindex(prediction.shape):
        gradient[index] = 2 * (prediction[index] - target[index]) / prediction.size
    return gradient
