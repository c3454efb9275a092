"""The sigmoid of 05 after the first two layers, there and back.

diagnosis: activation-that-is-not-there
fails: last_layer
"""

import numpy as np


def network_backward(X, parameters, targets):
    (W0, b0), (W1, b1), (W2, b2) = parameters
    first = 1 / (1 + np.exp(-(X @ W0 + b0)))
    second = 1 / (1 + np.exp(-(first @ W1 + b1)))
    G2 = cross_entropy_backward(second @ W2 + b2, targets)
    G1 = G2 @ W2.T * second * (1 - second)
    G0 = G1 @ W1.T * first * (1 - first)
    return [(X.T @ G0, G0.sum(0)), (first.T @ G1, G1.sum(0)), (second.T @ G2, G2.sum(0))]
