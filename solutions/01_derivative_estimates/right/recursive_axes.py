"""Recursion over the axes: the gradient of an array is the stack of the gradients of its parts."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    def value(k):
        return J(w) if k == 0 else J(w + k * epsilon)

    return (value(1) - value(0)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return sum(sign * J(w + sign * epsilon) for sign in (1, -1)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    x = w.astype(float)

    def below(prefix):
        if len(prefix) == x.ndim:
            pair = []
            for step in (epsilon, -epsilon):
                moved = x.copy()
                moved[prefix] += step
                pair.append(J(moved))
            return (pair[0] - pair[1]) / (2 * epsilon)
        return [below((*prefix, i)) for i in range(x.shape[len(prefix)])]

    return np.array(below(()))
