"""An integer start makes an integer array of the path.

diagnosis: integer-weights-cannot-hold-step
fails: path_edges
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = np.full(steps + 1, w)
    for i in range(steps):
        path[i + 1] = path[i] - learning_rate * derivative(path[i])
    return path
