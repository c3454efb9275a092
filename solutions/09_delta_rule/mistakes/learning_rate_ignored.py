"""The derivative itself is the step.

diagnosis: learning-rate-ignored
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return weight - derivative
