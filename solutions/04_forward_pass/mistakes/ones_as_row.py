"""The ones are one more example.

diagnosis: ones-as-row
fails: bias_column
"""

import numpy as np


def add_bias_column(X):
    return np.vstack([X, np.ones(X.shape[1])])
