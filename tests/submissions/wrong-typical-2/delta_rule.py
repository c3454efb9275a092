import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    learning_rate = 0.1
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    path = []
    for _ in range(steps):
        w = w - learning_rate * derivative(w)
        path.append(w)
    return np.array(path)
