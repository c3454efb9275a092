"""Every step has the size of the rate: only the sign of the derivative counts.

diagnosis: none
fails: update_number
waits: update_array, path, path_edges
"""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * np.sign(derivative)
