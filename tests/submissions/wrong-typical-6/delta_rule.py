import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return -learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    path = np.zeros(steps + 1)
    path[0] = w
    for i in range(steps):
        path[i + 1] = path[i] + delta_rule_update(path[i], derivative(path[i]), learning_rate)
    return path
