"""The caller's array is changed (floats), or the change refused (integers).

diagnosis: weight-updated-in-place
fails: update_array
"""
def delta_rule_update(weight, derivative, learning_rate):
    weight -= learning_rate * derivative
    return weight
