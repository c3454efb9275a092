"""Generators that yield the two points, walrus, star-args."""

import numpy as np


def points(w, *steps):
    yield from (w + step for step in steps)


def difference(J, *pair):
    high, low = map(J, pair)
    return high - low


def forward_difference(J, w, epsilon=1e-3):
    return difference(J, *points(w, epsilon, 0)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return difference(J, *points(w, +epsilon, -epsilon)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    def each():
        for at in range(w.size):
            (step := np.zeros(w.size))[at] = epsilon
            yield central_difference(lambda t: J(w + t * step.reshape(w.shape)), 0.0, 1.0) / epsilon

    return np.reshape([*each()], w.shape)
