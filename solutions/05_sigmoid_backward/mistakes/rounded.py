"""Rounded to three digits.

diagnosis: none
fails: sigmoid
waits: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    return np.round(1 / (1 + np.exp(-z)), 3)
