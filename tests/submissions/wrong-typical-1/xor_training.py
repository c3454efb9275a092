import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def init_weights(rng):
    return rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))


def forward(X, W1, W2):
    oculta = sigmoid(X @ W1)
    saida = sigmoid(oculta @ W2)
    return oculta, saida


def train_xor(X, y, W1, W2, learning_rate, epochs):
    perdas = []
    for epoca in range(epochs):
        oculta, saida = forward(X, W1, W2)
        erro = saida - y
        perdas.append(np.mean(erro ** 2))
        delta_saida = 2 * erro / len(X) * saida * (1 - saida)
        # atualiza a camada de saída
        W2 = W2 - learning_rate * oculta.T @ delta_saida
        # depois a camada oculta
        delta_oculta = delta_saida @ W2.T * oculta * (1 - oculta)
        W1 = W1 - learning_rate * X.T @ delta_oculta
    return W1, W2, perdas


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int)
