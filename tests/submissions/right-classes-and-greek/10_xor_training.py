import numpy as np


class RedeXOR:
    """3-3-1, tudo em estado interno (Θ1, Θ2)"""

    def __init__(self, Θ1, Θ2):
        print("rede criada")
        self.Θ1 = Θ1.copy()
        self.Θ2 = Θ2.copy()
        self.J = []

    @staticmethod
    def σ(z):
        return 1 / (1 + np.exp(-z))

    @staticmethod
    def σ_linha(z):
        # e^-z / (1 + e^-z)^2, da própria z
        e = np.exp(-z)
        return e / (1 + e) ** 2

    def ida(self, X):
        self.X = X
        self.z1 = X @ self.Θ1
        self.a1 = self.σ(self.z1)
        self.z2 = self.a1 @ self.Θ2
        self.a2 = self.σ(self.z2)
        return self.a1, self.a2

    def volta(self, y, η):
        ε = self.a2 - y
        self.J.append((ε ** 2).mean())
        δ2 = 2 / ε.size * ε * self.σ_linha(self.z2)
        δ1 = δ2 @ self.Θ2.T * self.σ_linha(self.z1)
        ΔΘ1, ΔΘ2 = self.X.T @ δ1, self.a1.T @ δ2
        self.Θ1 -= η * ΔΘ1
        self.Θ2 -= η * ΔΘ2


def init_weights(rng):
    return rng.uniform(-1, 1, size=(3, 3)), rng.uniform(-1, 1, size=(3, 1))


def forward(X, W1, W2):
    return RedeXOR(W1, W2).ida(X)


def train_xor(X, y, W1, W2, learning_rate, epochs):
    rede = RedeXOR(W1, W2)
    for _ in range(epochs):
        rede.ida(X)
        rede.volta(y, learning_rate)
    return rede.Θ1, rede.Θ2, rede.J


def predict(X, W1, W2):
    _, ŷ = forward(X, W1, W2)
    return ŷ >= 0.5        # True/False
