"""Where the path ends, not the path.

diagnosis: only-last-weight
fails: path
"""
import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    for _ in range(steps):
        w = delta_rule_update(w, derivative(w), learning_rate)
    return w
