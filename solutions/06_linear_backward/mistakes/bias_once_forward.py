"""The bias is added to the first row alone.

diagnosis: none
fails: linear
"""


def linear(X, W, b):
    Z = X @ W
    Z[0] += b
    return Z
