"""math.exp on an array; the forward pass does without it.

diagnosis: math-exp-on-array
fails: sigmoid
"""

import math

import numpy as np


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(-(X @ W1)))
    return hidden, 1 / (1 + np.exp(-(hidden @ W2)))
