"""Recursion from the start: the weight here, then the path from the next one."""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    if isinstance(weight, np.ndarray) and weight.ndim:
        return np.stack([delta_rule_update(v, g, learning_rate) for v, g in zip(weight, derivative)])
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    if steps == 0:
        return np.array([w], dtype=float)
    rest = gradient_descent(derivative, w - learning_rate * derivative(w), learning_rate, steps - 1)
    return np.concatenate([[w], rest])
