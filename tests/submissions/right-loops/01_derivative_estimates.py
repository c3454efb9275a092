# Exercício 1 - estimativas de derivadas
# fiz tudo com laços para entender o que acontece
import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    antes = J(w)
    depois = J(w + epsilon)
    return (depois - antes) / epsilon


def central_difference(J, w, epsilon=1e-3):
    direita = J(w + epsilon)
    esquerda = J(w - epsilon)
    return (direita - esquerda) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    w = np.array(w, dtype=float)   # cópia em float, senão o passo some
    grad = np.zeros(w.shape)
    it = np.nditer(w, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        i = it.multi_index
        guardado = w[i]
        w[i] = guardado + epsilon
        mais = J(w)
        w[i] = guardado - epsilon
        menos = J(w)
        w[i] = guardado      # devolve ao lugar!
        grad[i] = (mais - menos) / (2 * epsilon)
        it.iternext()
    return grad
