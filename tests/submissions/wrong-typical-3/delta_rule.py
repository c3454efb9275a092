import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    weight -= learning_rate * derivative
    return weight


def gradient_descent(derivative, w, learning_rate, steps):
    pesos = np.empty(steps + 1)
    pesos[0] = w
    for t in range(1, steps + 1):
        pesos[t] = pesos[t - 1] - learning_rate * derivative(pesos[t - 1])
    return pesos
