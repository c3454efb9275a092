# Derivação numérica: coração do cálculo (salvo no Bloco de Notas)
import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    """Gradiente: uma derivação por posição."""
    w = np.array(w, dtype=float)
    grad = np.zeros(w.shape)
    for posição in np.ndindex(w.shape):
        mais, menos = w.copy(), w.copy()
        mais[posição] += epsilon
        menos[posição] -= epsilon
        grad[posição] = (J(mais) - J(menos)) / (2 * epsilon)
    return grad
