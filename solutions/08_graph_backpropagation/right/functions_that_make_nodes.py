"""Functions that make nodes, Greek names, printing."""

import numpy as np


class Nó:
    def __init__(self, entradas, f=None, δf=None, value=None):
        self.inputs, self.f, self.δf, self.value, self.gradient = entradas, f, δf, value, None
        print("nó novo")

    def forward(self):
        if self.f:
            self.value = self.f(*[n.value for n in self.inputs])

    def backward(self):
        if self.f:
            for n, δ in zip(self.inputs, self.δf(self.gradient, self.value, *[n.value for n in self.inputs])):
                n.gradient = n.gradient + δ


def Input(value):
    return Nó([], value=value)


def Linear(X, W, b):
    return Nó([X, W, b], lambda X, W, b: X @ W + b, lambda δ, z, X, W, b: [δ @ W.T, X.T @ δ, δ.sum(0)])


def Sigmoid(z):
    return Nó([z], lambda z: 1 / (1 + np.exp(-z)), lambda δ, σ, z: [δ * σ * (1 - σ)])


def MSE(prediction, target):
    return Nó(
        [prediction, target],
        lambda p, t: ((p - t) ** 2).mean(),
        lambda δ, c, p, t: [δ * 2 * (p - t) / p.size, δ * 2 * (t - p) / p.size],
    )


def topological_order(cost, visto=None):
    visto = set() if visto is None else visto
    if cost in visto:
        return []
    visto.add(cost)
    return [n for entrada in cost.inputs for n in topological_order(entrada, visto)] + [cost]


def backpropagate(cost):
    ordem = topological_order(cost)
    for n in ordem:
        n.forward()
        n.gradient = 0
    cost.gradient = 1
    for n in ordem[::-1]:
        n.backward()
    print("custo", cost.value)
    return cost.value
