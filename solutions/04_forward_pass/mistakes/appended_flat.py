"""np.append without an axis makes everything flat.

diagnosis: none
fails: bias_column
"""

import numpy as np


def add_bias_column(X):
    return np.append(X, np.ones(len(X)))
