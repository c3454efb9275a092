"""A vector of ones, which is no column, beside a matrix.

diagnosis: ones-of-other-dimension
fails: bias_column
"""

import numpy as np


def add_bias_column(X):
    return np.hstack([X, np.ones(len(X))])
