"""Right numbers, but the weights are rounded in place on the way.

diagnosis: parameter-changed-by-forward
fails: linear
"""


def linear(X, W, b):
    W += 0.1
    Z = X @ (W - 0.1) + b
    return Z
