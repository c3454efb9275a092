"""The weight is returned as it was.

diagnosis: none
fails: update_number
waits: update_array, path, path_edges
"""


def delta_rule_update(weight, derivative, learning_rate):
    return weight
