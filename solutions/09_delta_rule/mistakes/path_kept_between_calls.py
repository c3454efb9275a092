"""A default list is filled by every call.

diagnosis: none
fails: path
waits: path_edges
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps, path=[]):
    path.append(w)
    for _ in range(steps):
        path.append(delta_rule_update(path[-1], derivative(path[-1]), learning_rate))
    return np.array(path)
