"""b is turned into a column: right only where n is k and by chance.

diagnosis: none
fails: linear
"""


def linear(X, W, b):
    return X @ W + b.reshape(-1, 1)
