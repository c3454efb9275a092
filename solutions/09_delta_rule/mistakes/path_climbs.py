"""The rule is right, but the path does not use it and goes uphill.

diagnosis: climbs-instead-of-descends
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] + learning_rate * derivative(path[-1]))
    return np.array(path)
