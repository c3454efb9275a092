import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    i = 0
    while i < steps or len(path) < steps + 1:
        if len(path) <= i:
            path.append(delta_rule_update(path[-1], derivative(path[-1]), learning_rate))
            i += 1
    return np.array(path, dtype=float)
