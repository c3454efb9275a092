"""The new weights are written into the array that came, which of integers cuts them.

diagnosis: weight-updated-in-place
fails: update_array
"""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    new = weight - learning_rate * derivative
    if isinstance(weight, np.ndarray):
        weight[...] = new
        return weight
    return new
