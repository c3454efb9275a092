"""New weights are put in front.

diagnosis: path-reversed
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.insert(0, delta_rule_update(path[0], derivative(path[0]), learning_rate))
    return np.array(path)
