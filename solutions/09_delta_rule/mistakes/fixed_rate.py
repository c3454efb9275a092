"""A fixed rate, not the one that is handed in.

diagnosis: learning-rate-ignored
fails: update_number
"""


def delta_rule_update(weight, derivative, learning_rate):
    return weight - 0.123 * derivative
