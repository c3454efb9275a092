"""The list holds one array that changes, steps + 1 times over.

diagnosis: none
fails: path
waits: path_edges
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    w = np.array(float(w))
    path = [w]
    for _ in range(steps):
        w -= learning_rate * derivative(w)
        path.append(w)
    return np.array(path)
