"""The node is returned, and not its value.

diagnosis: none
fails: values
"""

right = backpropagate


def backpropagate(cost):
    right(cost)
    return cost
