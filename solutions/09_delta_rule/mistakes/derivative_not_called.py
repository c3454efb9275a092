"""The function is multiplied, not its value.

diagnosis: function-not-called
fails: path
waits: path_edges
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        w = w - derivative * learning_rate
        path.append(w)
    return np.array(path)
