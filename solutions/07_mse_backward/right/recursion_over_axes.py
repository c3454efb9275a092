"""Recursion over the axes, down to 0-d arrays."""

import numpy as np


def mse(prediction, target):
    if prediction.ndim == 0:
        return float((prediction - target) ** 2)
    return sum(mse(np.asarray(p), np.asarray(t)) for p, t in zip(prediction, target)) / len(prediction)


def mse_backward(prediction, target):
    if prediction.ndim == 0:
        return 2 * (prediction - target)
    rows = [mse_backward(np.asarray(p), np.asarray(t)) for p, t in zip(prediction, target)]
    return np.array(rows) / len(rows)
