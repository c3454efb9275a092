"""float32 from the start on.

remarks: update_number, update_array, path, path_edges
"""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return np.float32(weight) - np.float32(derivative) * np.float32(learning_rate)


def gradient_descent(derivative, w, learning_rate, steps):
    path = np.zeros(steps + 1, dtype=np.float32)
    path[0] = w
    for i in range(steps):
        path[i + 1] = path[i] - np.float32(learning_rate) * np.float32(derivative(float(path[i])))
    return path
