"""The steps are kept, and the path is the start plus their running sum."""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return np.sum([np.asarray(weight, float), -learning_rate * np.asarray(derivative, float)], axis=0)


def gradient_descent(derivative, w, learning_rate, steps):
    parts = np.zeros(steps + 1)
    parts[0] = w
    for i in range(steps):
        parts[i + 1] = -learning_rate * derivative(parts.cumsum()[i])
    return np.cumsum(parts)
