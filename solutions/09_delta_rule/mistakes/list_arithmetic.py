"""The array is turned into a list, which has no arithmetic.

diagnosis: list-arithmetic
fails: update_array
"""
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    if isinstance(weight, np.ndarray):
        weight = weight.tolist()
        derivative = derivative.tolist()
    return weight - learning_rate * derivative
