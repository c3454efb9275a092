"""predict knows the answers of XOR by heart.

diagnosis: none
fails: predict
"""

import numpy as np


def predict(X, W1, W2):
    return np.array([[0], [1], [1], [0]])
