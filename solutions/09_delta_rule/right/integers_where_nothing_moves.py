"""A list of whatever comes, made an array at the end: without a step, an int stays an int."""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return -(learning_rate * derivative - weight)


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    while len(path) <= steps:
        path += [path[-1] - learning_rate * derivative(path[-1])]
    return np.array(path)
