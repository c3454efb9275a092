"""The rate shrinks with every step.

diagnosis: none
fails: path
waits: path_edges
"""

import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = [float(w)]
    for i in range(steps):
        path.append(path[-1] - learning_rate / (i + 1) * derivative(path[-1]))
    return np.array(path)
