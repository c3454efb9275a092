"""The first node is missing in the order.

diagnosis: none
fails: order, values
waits: gradients, ends, shared, again
"""

right = topological_order


def topological_order(cost):
    return right(cost)[1:]
