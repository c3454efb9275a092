"""The new weight is computed and lost.

diagnosis: none
fails: update_number, update_array, path
waits: path_edges
"""
def delta_rule_update(weight, derivative, learning_rate):
    weight = weight - learning_rate * derivative
