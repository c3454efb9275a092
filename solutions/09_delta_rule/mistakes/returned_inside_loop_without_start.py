"""The return stands inside the loop, and the start is not in the list.

diagnosis: returned-inside-loop
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path = []
    for _ in range(steps):
        w = w - learning_rate * derivative(w)
        path.append(w)
        return np.array(path)
