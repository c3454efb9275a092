"""The new weight goes into the list, but never into w.

diagnosis: weight-not-carried-on
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(delta_rule_update(w, derivative(w), learning_rate))
    return np.array(path)
