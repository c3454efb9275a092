import numpy as np


def delta_rule_update(weight, derivative):
    return weight - 0.1 * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(delta_rule_update(path[-1], derivative(path[-1]), learning_rate))
    return np.array(path, dtype=float)
