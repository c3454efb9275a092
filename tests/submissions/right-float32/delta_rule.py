import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return (weight - learning_rate * np.asarray(derivative)).astype(np.float32)


def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * derivative(path[-1]))
    return np.array(path, dtype=np.float32)
