import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    w = np.array(w, dtype=float)
    grad = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        acima, abaixo = w.copy(), w.copy()
        acima[i] += epsilon
        abaixo[i] -= epsilon
        grad[i] = (J(acima) - J(abaixo)) / (2 * epsilon)
    return grad
