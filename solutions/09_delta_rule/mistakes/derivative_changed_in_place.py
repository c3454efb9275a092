"""The derivative is multiplied in place.

diagnosis: weight-updated-in-place
fails: update_array
"""


def delta_rule_update(weight, derivative, learning_rate):
    derivative *= learning_rate
    return weight - derivative
