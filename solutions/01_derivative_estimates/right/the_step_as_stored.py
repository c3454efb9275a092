"""Divided by the distance that the rounded points really have."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    x = w + epsilon
    return (J(x) - J(w)) / (x - w)


def central_difference(J, w, epsilon=1e-3):
    high, low = w + epsilon, w - epsilon
    return (J(high) - J(low)) / (high - low)


def numerical_gradient(J, w, epsilon=1e-5):
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        hi, lo = np.array(w, "d"), np.array(w, "d")
        hi[i], lo[i] = hi[i] + epsilon, lo[i] - epsilon
        g[i] = (J(hi) - J(lo)) / (hi[i] - lo[i])
    return g
