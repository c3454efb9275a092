"""Layer objects that keep what passed through them, Greek names, prints."""

import numpy as np

σ = lambda ζ: np.exp(-np.logaddexp(0, -ζ))


class Camada:
    def __init__(self, pesos):
        print("camada", pesos.shape)
        self.pesos = pesos

    def __call__(self, entrada):
        self.entrada = entrada
        self.soma = entrada @ self.pesos
        self.saída = σ(self.soma)
        return self.saída


def sigmoid(z):
    return σ(z)


def add_bias_column(X):
    return np.insert(X.astype(float), X.shape[1], 1, axis=1)


def forward(X, W1, W2):
    rede = [Camada(W1), Camada(W2)]
    for camada in rede:
        X = camada(X)
    return tuple(camada.saída for camada in rede)


def step(output, threshold=0.5):
    classes = np.zeros(output.shape, dtype=np.int64)
    classes[output >= threshold] = 1
    return classes
