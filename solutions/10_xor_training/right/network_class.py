"""A network class with hidden state, Greek names, a print every epoch and a log file."""

import numpy as np


class Rede:
    def __init__(self, W1, W2):
        print("creating the network")
        self.θ = [np.array(W1, float), np.array(W2, float)]
        self.history = []

    def propagate(self, X):
        self.a = [X]
        for θ in self.θ:
            self.a.append(1 / (1 + np.exp(-self.a[-1] @ θ)))
        return self.a[-1]

    def fit(self, X, y, η, epochs):
        with open("training.log", "w") as log:
            for epoch in range(epochs):
                δ = self.propagate(X) - y
                self.history.append(np.mean(δ**2))
                print(f"{epoch}: {self.history[-1]}", file=log)
                if epoch < 5:
                    print("epoch", epoch, "cost", self.history[-1])
                δ = δ * 2 / δ.size
                ΔΘ = []
                for layer in (1, 0):
                    δ = δ * self.a[layer + 1] * (1 - self.a[layer + 1])
                    ΔΘ.insert(0, self.a[layer].T @ δ)
                    δ = δ @ self.θ[layer].T
                for θ, Δ in zip(self.θ, ΔΘ):
                    θ -= η * Δ
        return self


def init_weights(rng):
    rede = Rede(rng.normal(0, 0.7, (3, 3)), rng.normal(0, 0.7, (3, 1)))
    return tuple(rede.θ)


def forward(X, W1, W2):
    rede = Rede(W1, W2)
    rede.propagate(X)
    return rede.a[1], rede.a[2]


def train_xor(X, y, W1, W2, learning_rate, epochs):
    rede = Rede(W1, W2).fit(X, y, learning_rate, epochs)
    return rede.θ[0], rede.θ[1], rede.history


def predict(X, W1, W2):
    return np.heaviside(Rede(W1, W2).propagate(X) - 0.5, 1).astype(int)
