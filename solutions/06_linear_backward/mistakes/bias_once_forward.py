"""The bias is added to the first row alone.

diagnosis: none
pattern: one-row-right
fails: linear
"""


def linear(X, W, b):
    Z = X @ W
    Z[0] += b
    return Z
