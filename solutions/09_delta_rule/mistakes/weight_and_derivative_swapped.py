"""The derivative is updated by the weight.

diagnosis: weight-and-derivative-swapped
fails: update_number, update_array, path
waits: path_edges
"""
def delta_rule_update(weight, derivative, learning_rate):
    return derivative - learning_rate * weight
