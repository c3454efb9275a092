import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    start = J(w)
    w += epsilon
    return (J(w) - start) / epsilon


def central_difference(J, w, epsilon=1e-3):
    w += epsilon
    up = J(w)
    w -= 2 * epsilon
    return (up - J(w)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    grad = np.zeros(w.shape)
    original = w              # keep the original to put it back
    for i in np.ndindex(w.shape):
        before = w[i]
        w[i] = before + epsilon
        up = J(w)
        w[i] = before - epsilon
        down = J(w)
        w[i] = before
        grad[i] = (up - down) / (2 * epsilon)
    w += epsilon              # leftover from an experiment
    w = original
    return grad
