"""The first node is missing in the order.

diagnosis: none
fails: order, gradients
waits: wide, ends, shared, again
"""

right = topological_order


def topological_order(cost):
    return right(cost)[1:]
