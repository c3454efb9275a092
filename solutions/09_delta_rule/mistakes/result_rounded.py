"""The new weight is rounded to three decimals.

diagnosis: none
fails: update_number
waits: update_array, path, path_edges
"""
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return np.round(weight - learning_rate * derivative, 3)
