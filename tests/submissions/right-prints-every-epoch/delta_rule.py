import sys

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    print("peso:", weight, "derivada:", derivative, file=sys.stderr)
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    caminho = [w]
    for i in range(steps):
        w = delta_rule_update(w, derivative(w), learning_rate)
        print("passo", i, "w =", w)
        caminho.append(w)
    return np.array(caminho, float)
