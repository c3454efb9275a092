"""Every step keeps a part of the one before.

diagnosis: none
fails: path
waits: path_edges
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path, step = [w], 0.0
    for _ in range(steps):
        step = 0.9 * step - learning_rate * derivative(path[-1])
        path.append(path[-1] + step)
    return np.array(path)
