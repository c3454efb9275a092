"""The entropy of the probabilities, whatever the targets.

diagnosis: none
fails: cross_entropy
"""

import numpy as np


def cross_entropy(z, t):
    return -np.sum(softmax(z) * np.log(softmax(z))) / len(z)
