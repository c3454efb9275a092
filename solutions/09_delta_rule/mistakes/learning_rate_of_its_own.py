"""A fixed rate instead of the one passed.

diagnosis: learning-rate-ignored
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return weight - 0.1 * derivative
