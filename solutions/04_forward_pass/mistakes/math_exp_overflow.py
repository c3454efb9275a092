"""math.exp entry by entry: it raises where numpy warns.

diagnosis: math-exp-overflow
fails: sigmoid
"""

import math

import numpy as np


def sigmoid(z):
    return np.vectorize(lambda x: 1 / (1 + math.exp(-x)))(z)
