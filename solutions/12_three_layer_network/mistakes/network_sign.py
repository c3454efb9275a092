"""An upstream gradient of its own, target minus probability.

diagnosis: sign-flipped
fails: last_layer
"""

import numpy as np


def network_backward(X, parameters, targets):
    kept = [X]
    for W, b in parameters:
        kept.append(kept[-1] @ W + b)
    upstream = (np.eye(2)[targets] - softmax(kept.pop())) / len(X)
    gradients = []
    for W, _ in reversed(parameters):
        gradients.insert(0, (kept.pop().T @ upstream, np.sum(upstream, axis=0)))
        upstream = upstream @ W.T
    return gradients
