"""Every gradient is divided by n once more.

diagnosis: divided-by-batch-size-twice
fails: last_layer
"""


def network_backward(X, parameters, targets):
    kept = [X]
    for W, b in parameters:
        kept.append(kept[-1] @ W + b)
    upstream = cross_entropy_backward(kept.pop(), targets)
    gradients = []
    for W, _ in reversed(parameters):
        gradients.insert(0, (kept.pop().T @ upstream / len(X), upstream.mean(axis=0)))
        upstream = upstream @ W.T
    return gradients
