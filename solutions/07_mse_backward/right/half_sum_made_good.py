"""½Σe² inside, as in many books, with the factor made good; Greek names and a print."""

import numpy as np


def half_sum(ŷ, y):
    ε = ŷ - y
    return 0.5 * np.sum(ε**2), ε


def mse(prediction, target):
    cost, ε = half_sum(prediction, target)
    print("cost", cost)
    return cost * 2 / np.size(ε)


def mse_backward(prediction, target):
    _, ε = half_sum(prediction, target)
    return ε * 2 / np.size(ε)
