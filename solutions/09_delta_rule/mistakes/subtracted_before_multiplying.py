"""Brackets around the difference: the weight is scaled too.

diagnosis: subtracted-before-multiplying
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return (weight - derivative) * learning_rate
