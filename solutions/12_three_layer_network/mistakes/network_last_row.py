"""Only the last row reaches the matrices.

diagnosis: none
pattern: several-rows-wrong
fails: last_layer
waits: earlier_layers
"""

import numpy as np


def network_backward(X, parameters, targets):
    kept = [X]
    for W, b in parameters:
        kept.append(kept[-1] @ W + b)
    upstream = cross_entropy_backward(kept.pop(), targets)
    gradients = []
    for W, _ in reversed(parameters):
        gradients.insert(0, (np.outer(kept.pop()[-1], upstream[-1]), np.sum(upstream, axis=0)))
        upstream = upstream @ W.T
    return gradients
