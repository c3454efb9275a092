"""X Wᵀ + b, as for weights kept as (out, in).

diagnosis: weight-transposed-by-forward
fails: linear
"""

import numpy as np


def linear(X, W, b):
    return np.dot(X, W.T) + b
