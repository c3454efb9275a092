"""The results are stored into an array made like the weights.

diagnosis: integer-weights-cannot-hold-step
fails: update_array
"""
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    if np.ndim(weight) == 0:
        return weight - learning_rate * derivative
    new = np.empty_like(weight)
    for index in np.ndindex(weight.shape):
        new[index] = weight[index] - learning_rate * derivative[index]
    return new
