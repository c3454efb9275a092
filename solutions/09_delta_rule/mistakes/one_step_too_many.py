"""One step more than was asked for.

diagnosis: one-step-too-many
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps + 1):
        path.append(delta_rule_update(path[-1], derivative(path[-1]), learning_rate))
    return np.array(path)
