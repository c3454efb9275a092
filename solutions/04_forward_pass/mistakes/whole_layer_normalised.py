"""A softmax over hidden units in place of the sigmoid.

diagnosis: none
fails: hidden
waits: output
"""

import numpy as np


def forward(X, W1, W2):
    e = np.exp(X @ W1)
    hidden = e / e.sum(axis=1, keepdims=True)
    return hidden, sigmoid(hidden @ W2)
