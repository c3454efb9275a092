"""Right for one number; of an array only the first entry comes back.

diagnosis: none
fails: sigmoid
waits: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    z = np.ravel(z)[0]
    return 1 / (1 + np.exp(-z))
