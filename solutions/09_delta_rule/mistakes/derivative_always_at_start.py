"""The slope at the start is used all the way.

diagnosis: derivative-always-at-start
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    slope = derivative(w)
    path = [w]
    for _ in range(steps):
        path.append(delta_rule_update(path[-1], slope, learning_rate))
    return np.array(path)
