"""The start counts as a step.

diagnosis: one-step-too-few
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(1, steps):
        path.append(delta_rule_update(path[-1], derivative(path[-1]), learning_rate))
    return np.array(path)
