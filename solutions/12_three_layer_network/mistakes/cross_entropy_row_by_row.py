"""One cost for each row, not their mean.

diagnosis: none
fails: cross_entropy
"""

import numpy as np


def cross_entropy(z, t):
    return -np.log(softmax(z)[range(len(t)), t])
