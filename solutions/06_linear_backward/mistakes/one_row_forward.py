"""Only the first row goes through the layer.

diagnosis: none
fails: linear
"""


def linear(X, W, b):
    return X[0] @ W + b
