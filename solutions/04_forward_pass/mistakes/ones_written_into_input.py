"""The ones are written over the last input of the caller's own array.

diagnosis: last-column-overwritten
fails: bias_column
"""


def add_bias_column(X):
    X[:, -1] = 1
    return X
