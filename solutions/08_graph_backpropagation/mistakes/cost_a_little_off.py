"""The cost is a thousandth too large.

diagnosis: none
fails: values
"""

right = backpropagate


def backpropagate(cost):
    return right(cost) + 1e-3
