"""A column of ones for each column of X.

diagnosis: none
fails: bias_column
"""

import numpy as np


def add_bias_column(X):
    return np.hstack([X, np.ones(X.shape)])
