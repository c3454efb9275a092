import numpy as np

h = 1e-5


def forward_difference(J, w, epsilon=1e-3):
    return (J(w + h) - J(w)) / h


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


def numerical_gradient(J, w, epsilon=1e-5):
    flat = w.astype(float).flatten()
    grad = []
    for i in range(flat.size):
        plus, minus = flat.copy(), flat.copy()
        plus[i] += epsilon
        minus[i] -= epsilon
        grad.append((J(plus.reshape(w.shape)) - J(minus.reshape(w.shape))) / (2 * epsilon))
    return np.array(grad)
