"""The order is not returned.

diagnosis: none
fails: order, values
waits: gradients, wide, ends, shared, again
"""

right = topological_order


def topological_order(cost):
    right(cost)
