import numpy as np


def forwardDifference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


def Central_Difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    w = np.array(w, float)
    grad = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        e = np.zeros(w.shape)
        e[i] = epsilon
        grad[i] = (J(w + e) - J(w - e)) / (2 * epsilon)
    return grad
