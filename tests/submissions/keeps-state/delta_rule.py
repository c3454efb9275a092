import numpy as np

velocidade = 0


def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps, caminho=[]):
    caminho.append(w)
    for _ in range(steps):
        w = delta_rule_update(w, derivative(w), learning_rate)
        caminho.append(w)
    return np.array(caminho, dtype=float)
