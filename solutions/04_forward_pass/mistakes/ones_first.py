"""The ones stand in the first column.

diagnosis: ones-first
fails: bias_column
"""

import numpy as np


def add_bias_column(X):
    return np.hstack([np.ones((len(X), 1)), X])
