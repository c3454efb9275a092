"""z is cut off at ±10 against the overflow.

diagnosis: input-clipped
fails: sigmoid
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))


def forward(X, W1, W2):
    hidden = 0.5 * (1 + np.tanh(X @ W1 / 2))
    return hidden, 0.5 * (1 + np.tanh(hidden @ W2 / 2))
