"""Every step is written to a log file, and the path is read back from it at full precision."""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    lr = learning_rate
    passo = lr * derivative
    novo = weight - passo
    return novo


def gradient_descent(derivative, w, learning_rate, steps):
    with open("descent.log", "w") as log:
        print(repr(float(w)), file=log)
        for _ in range(steps):
            w = delta_rule_update(w, derivative(w), learning_rate)
            print(repr(float(w)), file=log)
    with open("descent.log") as log:
        return np.array([float(line) for line in log])
