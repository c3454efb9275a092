import numpy as np


class Camada:
    """Camada linear: guarda X na ida para usar na volta."""

    def __init__(self, W, β):
        self.W, self.β = W, β

    def ida(self, X):
        self.X = X
        return X.dot(self.W) + self.β

    def volta(self, δ):
        self.dW = self.X.T.dot(δ)
        self.dβ = δ.sum(axis=0, keepdims=True)   # (1, k)
        return δ.dot(self.W.T)


def linear(X, W, b):
    return Camada(W, b).ida(X)


def linear_backward(grad_output, X, W, b):
    camada = Camada(W, b)
    camada.ida(X)
    dX = camada.volta(grad_output)
    return dX, camada.dW, camada.dβ
