"""e to a power, Greek identifiers, the slope as a − a².

remarks: sigmoid_large
"""

import numpy as np


def sigmoid(x):
    σ = 1.0 / (1.0 + np.e**-x)
    return σ


def sigmoid_backward(δ, a):
    σʹ = a - a * a
    return np.multiply(δ, σʹ)
