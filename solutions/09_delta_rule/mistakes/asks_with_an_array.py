"""The derivative is asked with an array of one entry.

diagnosis: none
fails: path
waits: path_edges
"""

import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    w = np.array([float(w)])
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * derivative(path[-1]))
    return np.concatenate(path)
