import numpy as np


def init_weights(rng):
    return rng.normal(0, 0.8, (3, 3)), rng.normal(0, 0.8, (3, 1))


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(-(X @ W1)))
    return hidden, 1 / (1 + np.exp(-(hidden @ W2)))


def custo(X, y, W1, W2):
    return np.mean((forward(X, W1, W2)[1] - y) ** 2)


def grad(f, W, h=1e-5):
    g = np.zeros(W.shape)
    for i in np.ndindex(W.shape):
        guardado = W[i]
        W[i] = guardado + h
        mais = f(W)
        W[i] = guardado - h
        g[i] = (mais - f(W)) / (2 * h)
        W[i] = guardado
    return g


def train_xor(X, y, W1, W2, learning_rate, epochs):
    W1, W2 = W1.copy(), W2.copy()
    losses = []
    for _ in range(epochs):
        losses.append(custo(X, y, W1, W2))
        g1 = grad(lambda w: custo(X, y, w, W2), W1)
        g2 = grad(lambda w: custo(X, y, W1, w), W2)
        W1 -= learning_rate * g1
        W2 -= learning_rate * g2
    return W1, W2, losses


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(np.int8)
