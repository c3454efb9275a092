"""The weight is returned as it was.

diagnosis: none
fails: update_number, update_array, path
waits: path_edges
"""


def delta_rule_update(weight, derivative, learning_rate):
    return weight
