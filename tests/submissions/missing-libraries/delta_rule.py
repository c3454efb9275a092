import numpy as np

try:
    import pandas as pd
except ImportError:
    pd = None


def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    path = np.full(steps + 1, float(w))
    for t in range(steps):
        path[t + 1] = path[t] - learning_rate * derivative(path[t])
    return path
