"""The derivative is updated by the weight.

diagnosis: weight-and-derivative-swapped
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return derivative - learning_rate * weight
