"""A network object that keeps its activations, examples as columns; a step by floor."""

import numpy as np


def sigmoid(z):
    decayed = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, decayed) / (1.0 + decayed)


class Rede:
    def __init__(self, pesos):
        print("rede criada")
        self.pesos = [p.T for p in pesos]

    def propaga(self, entrada):
        self.ativações = [entrada.T]
        for p in self.pesos:
            self.ativações.append(sigmoid(p @ self.ativações[-1]))
        return [a.T for a in self.ativações[1:]]


def forward(X, W1, W2):
    oculta, saída = Rede([W1, W2]).propaga(X)
    return oculta, saída


def add_bias_column(X):
    return np.vstack([X.T, np.ones(len(X))]).T


def step(output, threshold=0.5):
    return np.floor(output - threshold + 1).astype(np.int8)
