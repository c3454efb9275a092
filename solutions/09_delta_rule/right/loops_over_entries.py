"""Loops over entries, numbers apart; the path is filled from the left."""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    if isinstance(weight, (int, float)):
        return weight - learning_rate * derivative
    new = np.zeros(weight.shape)
    for index in np.ndindex(weight.shape):
        new[index] = weight[index] - learning_rate * derivative[index]
    return new


def gradient_descent(derivative, w, learning_rate, steps):
    path = np.zeros(steps + 1)
    path[0] = w
    for i in range(1, steps + 1):
        path[i] = path[i - 1] - learning_rate * derivative(path[i - 1])
    return path
