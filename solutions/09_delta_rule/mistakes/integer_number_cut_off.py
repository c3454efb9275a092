"""The new weight is stored in something made like the old one, also where that is a single integer.

diagnosis: integer-weights-cannot-hold-step
fails: update_number
"""
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    new = np.zeros_like(weight)
    new[...] = weight - derivative * learning_rate
    return new
