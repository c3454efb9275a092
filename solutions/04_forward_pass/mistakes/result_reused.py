"""One array per shape is kept and written into again in every call.

diagnosis: none
fails: hidden
waits: output
"""

import numpy as np


KEPT = {}


def forward(X, W1, W2):
    hidden = KEPT.setdefault((len(X), W1.shape[1]), np.empty((len(X), W1.shape[1])))
    hidden[:] = sigmoid(X @ W1)
    return hidden, sigmoid(hidden @ W2)
