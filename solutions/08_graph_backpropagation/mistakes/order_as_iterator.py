"""The order is an iterator, which is used up after one pass.

diagnosis: none
fails: order, gradients
waits: wide, ends, shared, again
"""

right = topological_order


def topological_order(cost):
    return iter(right(cost))
