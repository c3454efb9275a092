import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    w = np.float32(w)
    return (J(w + np.float32(epsilon)) - J(w)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    w = np.float32(w)
    e = np.float32(epsilon)
    return (J(w + e) - J(w - e)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    w = np.array(w, dtype="float32")
    grad = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        plus, minus = w.copy(), w.copy()
        plus[i] += np.float32(epsilon)
        minus[i] -= np.float32(epsilon)
        grad[i] = (J(plus) - J(minus)) / (2 * epsilon)
    return grad
