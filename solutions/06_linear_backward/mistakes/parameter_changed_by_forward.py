"""The result is added into the bias, which has no room for it.

diagnosis: parameter-changed-by-forward
fails: linear
"""


def linear(X, W, b):
    b += X @ W
    return b
