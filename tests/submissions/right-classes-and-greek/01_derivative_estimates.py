import numpy as np


class Derivador:
    """Guarda ε e sabe derivar numericamente."""

    def __init__(self, ε):
        self.ε = ε

    def à_direita(self, J, w):
        return (J(w + self.ε) - J(w)) / self.ε

    def dos_dois_lados(self, J, w):
        return (J(w + self.ε) - J(w - self.ε)) / (2 * self.ε)

    def nabla(self, J, w):
        w = np.array(w, float)
        def ao_longo(índice):
            def f(t):
                movido = w.copy()
                movido[índice] = t
                return J(movido)
            return f
        grad = np.empty_like(w)
        for índice in np.ndindex(w.shape):
            grad[índice] = self.dos_dois_lados(ao_longo(índice), w[índice])
        return grad


def forward_difference(J, w, epsilon=1e-3):
    return Derivador(epsilon).à_direita(J, w)


def central_difference(J, w, epsilon=1e-3):
    return Derivador(epsilon).dos_dois_lados(J, w)


def numerical_gradient(J, w, epsilon=1e-5):
    return Derivador(epsilon).nabla(J, w)
