"""A float copy, changed in place; so is the running weight, a 0-d array that is copied into the path."""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    new = np.array(weight, dtype=float)
    new -= learning_rate * np.asarray(derivative)
    return new


def gradient_descent(derivative, w, learning_rate, steps):
    at = np.array(w, dtype=float)
    path = [at.copy()]
    for _ in range(steps):
        at -= learning_rate * derivative(float(at))
        path.append(at.copy())
    return np.array(path)
