"""Uphill, and in place.

diagnosis: climbs-instead-of-descends, weight-updated-in-place
fails: update_number, update_array
"""


def delta_rule_update(weight, derivative, learning_rate):
    weight += learning_rate * derivative
    return weight
