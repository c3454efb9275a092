"""What is passed on is divided by n at every layer.

diagnosis: divided-by-batch-size-twice
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
        upstream = upstream @ W.T / len(X)
    return gradients
