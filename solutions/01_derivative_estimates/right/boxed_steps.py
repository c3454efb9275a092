"""One-hot steps: the rows of an identity matrix, each shaped like w."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    f0, f1 = J(w), J(w + epsilon)
    return (f1 - f0) / epsilon


def central_difference(J, w, epsilon=1e-3):
    f0, f1 = J(w - epsilon), J(w + epsilon)
    return (f1 - f0) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    x = np.array(w, dtype=float)
    rows = np.eye(x.size) * epsilon
    slopes = [(J(x + row.reshape(x.shape)) - J(x - row.reshape(x.shape))) / (2 * epsilon) for row in rows]
    return np.array(slopes).reshape(x.shape)
