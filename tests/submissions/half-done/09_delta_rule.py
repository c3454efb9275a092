import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    caminho = [w]
    for _ in range(steps):
        caminho.append(delta_rule_update(caminho[-1], derivative(caminho[-1]), learning_rate))
    return np.array(caminho, dtype=float)
