"""The path as a column.

diagnosis: none
fails: path
waits: path_edges
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = [[w]]
    for _ in range(steps):
        w = delta_rule_update(w, derivative(w), learning_rate)
        path.append([w])
    return np.array(path)
