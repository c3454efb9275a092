"""The weight always goes down.

diagnosis: sign-of-derivative-lost
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * abs(derivative)
