"""The argument itself is changed, entry by entry, and restored exactly, where it can hold the step."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(float(w) + epsilon) - J(float(w))) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(float(w) + epsilon) - J(float(w) - epsilon)) / (2.0 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    if w.dtype.kind != "f":
        w = w.astype(np.float64)
    grad = np.zeros_like(w)
    for idx in np.ndindex(w.shape):
        tmp = w[idx]
        w[idx] = tmp + epsilon
        fxh1 = J(w)
        w[idx] = tmp - epsilon
        fxh2 = J(w)
        grad[idx] = (fxh1 - fxh2) / (2 * epsilon)
        w[idx] = tmp
    return grad
