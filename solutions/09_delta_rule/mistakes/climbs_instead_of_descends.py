"""The step is added: uphill.

diagnosis: climbs-instead-of-descends
fails: update_number
"""
def delta_rule_update(weight, derivative, learning_rate):
    return weight + learning_rate * derivative
