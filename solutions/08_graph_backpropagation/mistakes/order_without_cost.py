"""The cost is left out of its own order.

diagnosis: none
fails: order, values
waits: gradients, wide, ends, shared, again
"""

whole_order = topological_order


def topological_order(cost):
    return whole_order(cost)[:-1]
