"""Step minus weight.

diagnosis: difference-reversed
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return learning_rate * derivative - weight
