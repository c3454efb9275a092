"""The list of kept values begins with what comes out of the first layer.

diagnosis: layer-output-for-input
fails: last_layer
"""

import numpy as np


def network_backward(X, parameters, targets):
    kept = [X]
    for W, b in parameters:
        kept.append(kept[-1] @ W + b)
    upstream = cross_entropy_backward(kept[-1], targets)
    gradients = []
    for W, _ in reversed(parameters):
        gradients.insert(0, (kept.pop().T @ upstream, np.sum(upstream, axis=0)))
        upstream = upstream @ W.T
    return gradients
