"""X and W are multiplied entry by entry.

diagnosis: elementwise-for-matrix-product
fails: linear
"""


def linear(X, W, b):
    return X * W + b
