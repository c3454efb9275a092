"""The gradients stay in the order in which they were found.

diagnosis: layers-in-reverse-order
fails: last_layer
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
        upstream = upstream @ W.T
    return gradients[::-1]
