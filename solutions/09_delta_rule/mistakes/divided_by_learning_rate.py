"""The derivative is divided by the rate.

diagnosis: divided-by-learning-rate
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return weight - derivative / learning_rate
