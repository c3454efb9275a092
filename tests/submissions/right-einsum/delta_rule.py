from itertools import accumulate

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return np.add(weight, np.multiply(-learning_rate, derivative))


def gradient_descent(derivative, w, learning_rate, steps):
    path = accumulate(range(steps), lambda at, _: delta_rule_update(at, derivative(at), learning_rate), initial=w)
    return np.fromiter(path, dtype=float, count=steps + 1)
