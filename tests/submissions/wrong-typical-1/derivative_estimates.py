import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    # diferença entre os dois lados dividida pelo epsilon
    return (J(w + epsilon) - J(w - epsilon)) / epsilon


def numerical_gradient(J, w, epsilon=1e-5):
    x = w.copy()
    grad = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        x[i] += epsilon
        cima = J(x)
        x[i] -= 2 * epsilon
        baixo = J(x)
        x[i] += epsilon
        grad[i] = (cima - baixo) / (2 * epsilon)
    return grad
