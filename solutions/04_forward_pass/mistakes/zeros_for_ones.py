"""The new column is left at zero.

diagnosis: none
pattern: one-column-wrong
fails: bias_column
"""

import numpy as np


def add_bias_column(X):
    result = np.zeros((X.shape[0], X.shape[1] + 1))
    result[:, :-1] = X
    return result
