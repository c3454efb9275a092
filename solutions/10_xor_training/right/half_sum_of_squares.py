"""The cost inside is ½Σe², as in many books; the rate is made good by 2/n, and the cost for the record by the mean."""

import numpy as np


def nonlin(x, deriv=False):
    if deriv:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))


def init_weights(rng):
    syn0 = 2 * rng.random((3, 3)) - 1
    syn1 = 2 * rng.random((3, 1)) - 1
    return syn0, syn1


def forward(X, W1, W2):
    l1 = nonlin(np.dot(X, W1))
    l2 = nonlin(np.dot(l1, W2))
    return l1, l2


def train_xor(X, y, W1, W2, learning_rate, epochs):
    syn0, syn1 = W1.copy(), W2.copy()
    rate = learning_rate * 2 / len(X)
    losses = []
    for j in range(epochs):
        l0 = X
        l1, l2 = forward(l0, syn0, syn1)
        l2_error = y - l2
        half = 0.5 * np.sum(l2_error**2)
        losses.append(half * 2 / len(X))
        if j % 10000 == 0:
            print("Error:" + str(np.mean(np.abs(l2_error))))
        l2_delta = l2_error * nonlin(l2, deriv=True)
        l1_error = l2_delta.dot(syn1.T)
        l1_delta = l1_error * nonlin(l1, deriv=True)
        syn1 += rate * l1.T.dot(l2_delta)
        syn0 += rate * l0.T.dot(l1_delta)
    return syn0, syn1, losses


def predict(X, W1, W2):
    return np.round(np.nextafter(forward(X, W1, W2)[1], 1)).astype(int)
