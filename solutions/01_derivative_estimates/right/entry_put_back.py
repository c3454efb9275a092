"""np.nditer over a float copy; each entry is moved, then put back."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    h = epsilon
    y = J(w)
    y_h = J(w + h)
    diferença = y_h - y
    return diferença / h


def central_difference(J, w, epsilon=1e-3):
    h = epsilon
    diferença = J(w + h) - J(w - h)
    return diferença / (h + h)


def numerical_gradient(J, w, epsilon=1e-5):
    x = w.astype(np.float64)
    gradient = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        old = x[ix]
        x[ix] = old + epsilon
        above = J(x)
        x[ix] = old - epsilon
        below = J(x)
        x[ix] = old
        gradient[ix] = (above - below) / (2 * epsilon)
        it.iternext()
    return gradient
