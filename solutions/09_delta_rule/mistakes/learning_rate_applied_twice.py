"""The derivative is scaled twice.

diagnosis: learning-rate-applied-twice
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return weight - learning_rate * (learning_rate * derivative)
