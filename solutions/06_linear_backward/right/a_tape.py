"""A small tape: every operation notes how its gradient goes back; the functions only play it."""

import numpy as np


class Value:
    def __init__(self, data, back=lambda g: None):
        self.data, self.back, self.grad = np.asarray(data, dtype=float), back, 0.0

    def receive(self, g):
        self.grad = self.grad + g
        self.back(g)

    def __matmul__(self, other):
        def back(g):
            self.receive(g @ other.data.T)
            other.receive(self.data.T @ g)

        return Value(self.data @ other.data, back)

    def __add__(self, other):
        def back(g):
            self.receive(g)
            other.receive(g.sum(axis=0))

        return Value(self.data + other.data, back)


def linear(X, W, b):
    return (Value(X) @ Value(W) + Value(b)).data


def linear_backward(grad_output, X, W, b):
    leaves = x, w, bias = Value(X), Value(W), Value(b)
    (x @ w + bias).receive(grad_output)
    return tuple(leaf.grad for leaf in leaves)
