"""One array per shape is kept and written into again in every call.

diagnosis: none
fails: linear
"""

import numpy as np

KEPT = {}


def linear(X, W, b):
    Z = KEPT.setdefault((len(X), len(b)), np.empty((len(X), len(b))))
    np.matmul(X, W, out=Z)
    Z += b
    return Z
