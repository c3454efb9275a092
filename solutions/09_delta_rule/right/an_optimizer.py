"""An optimizer object with a state, which prints every step."""

import numpy as np


class SGD:
    def __init__(self, lr):
        self.lr = lr
        self.steps = 0
        print("optimizer, lr =", lr)

    def step(self, w, grad):
        self.w = w - self.lr * grad
        self.steps += 1
        print("step", self.steps, "to", self.w)
        return self.w


def delta_rule_update(weight, derivative, learning_rate):
    return SGD(learning_rate).step(weight, derivative)


def gradient_descent(derivative, w, learning_rate, steps):
    optimizer, path = SGD(learning_rate), [w]
    for epoch in range(steps):
        path.append(optimizer.step(path[epoch], derivative(path[epoch])))
    return np.array(path, dtype=np.float64)
