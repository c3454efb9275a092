import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    pesos = [float(w)]
    for i in range(steps):
        atual = pesos[-1]
        pesos.append(delta_rule_update(atual, derivative(atual), learning_rate))
    return np.asarray(pesos)
