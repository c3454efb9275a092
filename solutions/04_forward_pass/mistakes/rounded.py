"""Rounded to three digits, as the text prints them.

diagnosis: none
fails: hidden
waits: output
"""

import numpy as np


def forward(X, W1, W2):
    hidden = np.round(sigmoid(X @ W1), 3)
    return hidden, np.round(sigmoid(hidden @ W2), 3)
