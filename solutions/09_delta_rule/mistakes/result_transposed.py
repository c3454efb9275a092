"""The new weights are transposed.

diagnosis: none
pattern: transposed
fails: update_array
"""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return np.transpose(weight - learning_rate * derivative)
