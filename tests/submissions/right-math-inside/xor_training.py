import math
import numpy as np


def sigm(v):
    return 1 / (1 + math.exp(-v))


def aplica(f, M):
    return np.array([[f(v) for v in linha] for linha in M])


def init_weights(rng):
    return rng.uniform(-1.0, 1.0, (3, 3)), rng.uniform(-1.0, 1.0, (3, 1))


def forward(X, W1, W2):
    H = aplica(sigm, X.dot(W1))
    O = aplica(sigm, H.dot(W2))
    return H, O


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        H, O = forward(X, W1, W2)
        losses.append(sum(math.pow(e, 2) for e in (O - y).ravel()) / 4)
        dO = (O - y) * O * (1 - O) * 0.5
        dH = np.dot(dO, W2.T) * H * (1 - H)
        W1 = W1 - learning_rate * np.dot(X.T, dH)
        W2 = W2 - learning_rate * np.dot(H.T, dO)
    return W1, W2, losses


def predict(X, W1, W2):
    return np.array([[math.floor(o + 0.5)] for o in forward(X, W1, W2)[1][:, 0]])
