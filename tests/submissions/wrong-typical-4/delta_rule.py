import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for i in range(1, steps):
        path.append(delta_rule_update(path[i - 1], derivative(path[i - 1]), learning_rate))
    return np.array(path, dtype=float)
