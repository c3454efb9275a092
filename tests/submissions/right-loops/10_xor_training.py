import math

import numpy as np


def sig(x):
    return 1 / (1 + math.exp(-x))


def init_weights(rng):
    W1 = np.zeros((3, 3))
    W2 = np.zeros((3, 1))
    for i in range(3):
        for j in range(3):
            W1[i, j] = rng.uniform(-1, 1)
        W2[i, 0] = rng.uniform(-1, 1)
    return W1, W2


def forward(X, W1, W2):
    n = len(X)
    hidden = np.zeros((n, 3))
    output = np.zeros((n, 1))
    for i in range(n):
        for j in range(3):
            z = 0.0
            for m in range(3):
                z += X[i, m] * W1[m, j]
            hidden[i, j] = sig(z)
        z = 0.0
        for j in range(3):
            z += hidden[i, j] * W2[j, 0]
        output[i, 0] = sig(z)
    return hidden, output


def train_xor(X, y, W1, W2, learning_rate, epochs):
    W1 = W1.copy()
    W2 = W2.copy()
    custos = []
    n = len(X)
    for epoca in range(epochs):
        oculta, saida = forward(X, W1, W2)
        custo = 0.0
        for i in range(n):
            custo += (saida[i, 0] - y[i, 0]) ** 2
        custos.append(custo / n)
        # acumula o gradiente exemplo por exemplo, só depois atualiza
        g1 = np.zeros((3, 3))
        g2 = np.zeros((3, 1))
        for i in range(n):
            o = saida[i, 0]
            delta_o = 2 * (o - y[i, 0]) / n * o * (1 - o)
            for j in range(3):
                h = oculta[i, j]
                g2[j, 0] += delta_o * h
                delta_h = delta_o * W2[j, 0] * h * (1 - h)
                for m in range(3):
                    g1[m, j] += delta_h * X[i, m]
        W1 = W1 - learning_rate * g1
        W2 = W2 - learning_rate * g2
    return W1, W2, custos


def predict(X, W1, W2):
    _, saida = forward(X, W1, W2)
    classes = np.zeros(saida.shape, dtype=int)
    for i in range(len(saida)):
        if saida[i, 0] >= 0.5:
            classes[i, 0] = 1
    return classes
