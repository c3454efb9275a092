import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    derivada = (J(w + epsilon) - J(w)) / epsilon
    print(derivada)


def central_difference(J, w, epsilon=1e-3):
    return f"{(J(w + epsilon) - J(w - epsilon)) / (2 * epsilon):.4f}"


def numerical_gradient(J, w, epsilon=1e-5):
    grad = np.empty(w.shape, dtype=object)
    for i in np.ndindex(w.shape):
        e = np.zeros(w.shape)
        e[i] = epsilon
        grad[i] = (J(w + e) - J(w - e)) / (2 * epsilon)
    return grad
