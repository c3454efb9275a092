"""One step for all weights: the mean of the derivatives.

diagnosis: none
fails: update_array
"""
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * np.mean(derivative)
