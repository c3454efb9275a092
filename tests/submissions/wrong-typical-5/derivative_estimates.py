import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    grad = np.zeros(w.shape)
    for i in range(len(w)):
        mais = w.astype(float)
        menos = w.astype(float)
        mais[i] = mais[i] + epsilon
        menos[i] = menos[i] - epsilon
        grad[i] = (J(mais) - J(menos)) / (2 * epsilon)
    return grad
