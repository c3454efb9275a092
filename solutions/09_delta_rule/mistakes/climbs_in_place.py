"""Uphill, and in place.

diagnosis: climbs-instead-of-descends
fails: update_number, update_array, path
waits: path_edges
"""


def delta_rule_update(weight, derivative, learning_rate):
    weight += learning_rate * derivative
    return weight
