import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(w) - J(w + epsilon)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / 2 * epsilon


def numerical_gradient(J, w, epsilon=1e-5):
    x = w.astype(float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        x[idx] += epsilon
        up = J(x)
        x[idx] -= 2 * epsilon
        down = J(x)
        grad[idx] = (up - down) / (2 * epsilon)
    return grad
