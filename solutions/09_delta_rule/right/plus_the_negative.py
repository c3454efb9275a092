"""Plus the negative step; while and a countdown."""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    delta = -learning_rate * derivative
    return weight + delta


def gradient_descent(derivative, w, learning_rate, steps):
    pesos = [float(w)]
    faltam = steps
    while faltam > 0:
        w = w + -learning_rate * derivative(w)
        pesos.append(w)
        faltam -= 1
    return np.asarray(pesos)
