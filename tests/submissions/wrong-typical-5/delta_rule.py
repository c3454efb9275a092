import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return weight - derivative * learning_rate


def gradient_descent(derivative, w, learning_rate, steps):
    d = derivative(w)
    caminho = [float(w)]
    for _ in range(steps):
        caminho.append(delta_rule_update(caminho[-1], d, learning_rate))
    return np.array(caminho)
