"""Flat views of a copy and of the result; the division comes last, for all entries at once."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(np.array(w + epsilon)) - J(np.array(w))) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(np.array(w + epsilon)) - J(np.array(w - epsilon))) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    x = np.array(w, dtype=float)
    gradient = np.zeros(x.shape)
    values, slots = x.reshape(-1), gradient.reshape(-1)
    for i in range(values.size):
        kept = values[i]
        values[i] = kept + epsilon
        slots[i] = J(x)
        values[i] = kept - epsilon
        slots[i] -= J(x)
        values[i] = kept
    return gradient / (2 * epsilon)
