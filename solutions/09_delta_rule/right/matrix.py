"""An np.matrix inside for tables, and a row of one for the path.

remarks: update_array
"""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    new = weight - np.multiply(derivative, learning_rate)
    return np.matrix(new) if np.ndim(new) == 2 else new


def gradient_descent(derivative, w, learning_rate, steps):
    row = np.matrix(np.zeros((1, steps + 1)))
    row[0, 0] = w
    for i in range(steps):
        row[0, i + 1] = row[0, i] - derivative(row[0, i]) * learning_rate
    return np.asarray(row).ravel()
