"""The step is taken at once, in the arrays that came in.

diagnosis: argument-modified-in-place
fails: last_layer
"""

import numpy as np


def network_backward(X, parameters, targets):
    kept = [X]
    for W, b in parameters:
        kept.append(kept[-1] @ W + b)
    upstream = cross_entropy_backward(kept.pop(), targets)
    gradients = []
    for W, b in reversed(parameters):
        gradients.insert(0, (kept.pop().T @ upstream, np.sum(upstream, axis=0)))
        upstream = upstream @ W.T
        W -= 0.001 * gradients[0][0]
        b -= 0.001 * gradients[0][1]
    return gradients
