"""The formula as it stands in the text: e¹⁰⁰⁰ overflows at z = −1000.

diagnosis: exp-overflows
fails: sigmoid
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))
