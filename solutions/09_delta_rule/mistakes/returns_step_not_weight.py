"""The change alone, without the weight that changes.

diagnosis: returns-step-not-weight
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return -learning_rate * derivative
