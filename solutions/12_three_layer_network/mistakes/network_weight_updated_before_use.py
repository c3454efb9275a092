"""A step is taken on the way: the gradient goes down through weights that have moved.

diagnosis: none
fails: earlier_layers
"""

import numpy as np


def network_backward(X, parameters, targets):
    kept = [X]
    for W, b in parameters:
        kept.append(kept[-1] @ W + b)
    upstream = cross_entropy_backward(kept.pop(), targets)
    gradients = []
    for W, _ in reversed(parameters):
        gradients.insert(0, (kept.pop().T @ upstream, np.sum(upstream, axis=0)))
        W = W - 0.001 * gradients[0][0]
        upstream = upstream @ W.T
    return gradients
