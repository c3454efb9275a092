"""The ones are written over the last input, in a copy.

diagnosis: last-column-overwritten
fails: bias_column
"""


def add_bias_column(X):
    X = X.copy()
    X[:, -1] = 1
    return X
