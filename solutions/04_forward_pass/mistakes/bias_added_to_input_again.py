"""X, which has its bias column, is given another one.

diagnosis: bias-added-again
fails: hidden
waits: output
"""

import numpy as np


def forward(X, W1, W2):
    hidden = sigmoid(np.dot(add_bias_column(X), W1))
    return hidden, sigmoid(np.dot(hidden, W2))
