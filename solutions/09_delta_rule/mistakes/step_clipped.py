"""The step is clipped.

diagnosis: none
fails: update_number
waits: update_array, path, path_edges
"""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return weight - np.clip(learning_rate * derivative, -0.1, 0.1)
