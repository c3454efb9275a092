"""The flat error times itself."""

import numpy as np


def mse(prediction, target):
    error = np.ravel(target - prediction)
    return error.dot(error) / len(error)


def mse_backward(prediction, target):
    return (target - prediction) * (-2.0 / prediction.size)
