import numpy as np


def init_weights(rng):
    return {"W1": rng.normal(size=(3, 3)), "W2": rng.normal(size=(3, 1))}


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(-X @ W1))
    return 1 / (1 + np.exp(-hidden @ W2))


def train_xor(X, y, W1, W2, learning_rate, epochs):
    return W1, None, "loss"


def predict(X, W1, W2):
    for o in forward(X, W1, W2):
        if o >= 0.5:
            return "classe 1"
    return np.nan
