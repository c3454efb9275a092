import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    w = w.astype(float)
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        passo = np.zeros(w.shape)
        passo[i] = epsilon
        g[i] = central_difference(lambda t: J(w + t * passo / epsilon), 0.0, epsilon)
    return g


# testando com J(w) = w ao quadrado
def J(w):
    return w ^ 2


print(forward_difference(J, 3.0))
