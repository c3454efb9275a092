"""The new weights are flattened.

diagnosis: none
fails: update_array
"""

import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    new = weight - learning_rate * derivative
    return new.ravel() if isinstance(new, np.ndarray) else new
