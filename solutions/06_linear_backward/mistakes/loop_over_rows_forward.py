"""Row i of X meets row i of W.

diagnosis: loop-over-rows-for-matrix-product
fails: linear
"""


def linear(X, W, b):
    return sum(x * w for x, w in zip(X, W)) + b
