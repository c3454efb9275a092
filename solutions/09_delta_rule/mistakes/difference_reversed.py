"""Step minus weight.

diagnosis: difference-reversed
fails: update_number, update_array, path
waits: path_edges
"""
def delta_rule_update(weight, derivative, learning_rate):
    return learning_rate * derivative - weight
