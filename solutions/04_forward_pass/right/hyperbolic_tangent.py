"""σ by tanh, np.pad for the bias, einsum for the layers, np.heaviside for the step (floats).

remarks: step
"""

import numpy as np


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def add_bias_column(X):
    return np.pad(X.astype(float), ((0, 0), (0, 1)), constant_values=1.0)


def forward(X, W1, W2):
    h = sigmoid(np.einsum("nd,dh->nh", X, W1))
    return h, sigmoid(np.einsum("nh,hk->nk", h, W2))


def step(output, threshold=0.5):
    return np.heaviside(output - threshold, 1.0)
