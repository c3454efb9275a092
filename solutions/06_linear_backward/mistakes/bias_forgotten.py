"""The forward pass leaves the bias out.

diagnosis: bias-forgotten
fails: linear
"""


def linear(X, W, b):
    return X @ W
