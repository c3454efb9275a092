import numpy as np


class Otimizador:
    def __init__(self, η):
        print("criando otimizador com η =", η)
        self.η = η

    def passo(self, θ, dθ):
        return θ - self.η * dθ


def delta_rule_update(weight, derivative, learning_rate):
    return Otimizador(learning_rate).passo(weight, derivative)


def gradient_descent(derivative, w, learning_rate, steps):
    ot = Otimizador(learning_rate)
    θ = [w]
    while len(θ) <= steps:
        θ.append(ot.passo(θ[-1], derivative(θ[-1])))
    return np.array(θ, dtype=np.float64)
