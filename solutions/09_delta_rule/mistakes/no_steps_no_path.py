"""Without steps nothing is returned.

diagnosis: nothing-returned
fails: path_edges
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    if steps < 1:
        return None
    path = [w]
    for _ in range(steps):
        path.append(delta_rule_update(path[-1], derivative(path[-1]), learning_rate))
    return np.array(path)
