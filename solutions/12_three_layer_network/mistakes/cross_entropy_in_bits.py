"""The cost in bits.

diagnosis: none
pattern: constant-factor
fails: cross_entropy
"""

import numpy as np

right_cost = cross_entropy


def cross_entropy(z, t):
    return right_cost(z, t) / np.log(2)
