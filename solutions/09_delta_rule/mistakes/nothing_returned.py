"""The new weight is computed and lost; the path is built without that function.

diagnosis: nothing-returned
fails: update_number, update_array
"""
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    weight = weight - learning_rate * derivative


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * derivative(path[-1]))
    return np.array(path, float)
