"""Up where the slope is negative, down where it is positive; einsum for the product."""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    size = np.abs(np.einsum("...,->...", derivative, learning_rate))
    return np.where(np.asarray(derivative) > 0, weight - size, weight + size)


def gradient_descent(derivative, w, learning_rate, steps):
    path = np.full(steps + 1, float(w))
    for i in range(steps):
        path[i + 1 :] = delta_rule_update(path[i], derivative(path[i]), learning_rate)
    return path
