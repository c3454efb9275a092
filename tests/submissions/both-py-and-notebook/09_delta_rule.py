import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    step = learning_rate * derivative
    return weight - step


def gradient_descent(derivative, w, learning_rate, steps):
    path = [float(w)]
    while steps > 0:
        path.append(delta_rule_update(path[-1], derivative(path[-1]), learning_rate))
        steps -= 1
    return np.array(path)
