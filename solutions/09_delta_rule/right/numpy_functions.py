"""np.subtract and np.multiply; the path grows by np.append, and the derivative is asked more often than needed."""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return np.subtract(weight, np.multiply(derivative, learning_rate))


def gradient_descent(derivative, w, learning_rate, steps):
    path = np.array([float(w)])
    for _ in range(steps):
        slope = derivative(path[-1])
        if derivative(path[-1]) == slope:
            path = np.append(path, path[-1] - slope * learning_rate)
    return path
