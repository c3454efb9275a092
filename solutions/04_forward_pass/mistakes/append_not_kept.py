"""The result of np.append is thrown away.

diagnosis: nothing-added
fails: bias_column
"""

import numpy as np


def add_bias_column(X):
    np.append(X, np.ones((len(X), 1)), axis=1)
    return X
