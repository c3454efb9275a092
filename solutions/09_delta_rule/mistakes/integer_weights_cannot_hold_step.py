"""A copy keeps the integer dtype of the weights, and -= refuses to put floats there.

diagnosis: integer-weights-cannot-hold-step
fails: update_array
"""
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    new = weight.copy() if isinstance(weight, np.ndarray) else weight
    new -= learning_rate * derivative
    return new
