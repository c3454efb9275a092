import numpy as np


def forward_difference(J, w):
    epsilon = 1e-3
    return (J(w + epsilon) - J(w)) / epsilon


def central_difference(J, w, epsilon):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)


def numerical_gradient(w, epsilon=1e-5):
    return np.zeros(w.shape)
