"""Negative entries are put to zero in the caller's array.

diagnosis: argument-modified-in-place
fails: relu
"""


def relu(z):
    z[z < 0] = 0
    return z
