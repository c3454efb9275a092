"""Only the first row of a matrix is updated.

diagnosis: none
fails: update_array
"""
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    if np.ndim(weight) < 2:
        return weight - learning_rate * derivative
    new = weight.astype(float)
    new[0] -= learning_rate * derivative[0]
    return new
