"""The rate is not handed on.

diagnosis: learning-rate-ignored
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(delta_rule_update(path[-1], derivative(path[-1]), 0.01))
    return np.array(path)
