"""predict rounds: a half becomes 0.

diagnosis: none
fails: predict
"""

import numpy as np


def predict(X, W1, W2):
    return np.round(forward(X, W1, W2)[1]).astype(int)
