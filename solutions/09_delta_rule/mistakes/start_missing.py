"""The weights after each step, without the start.

diagnosis: start-missing
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = []
    for _ in range(steps):
        w = delta_rule_update(w, derivative(w), learning_rate)
        path.append(w)
    return np.array(path)
