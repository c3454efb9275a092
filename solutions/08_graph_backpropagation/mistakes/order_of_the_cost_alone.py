"""Nothing but the cost in the order.

diagnosis: none
fails: order, values
waits: gradients, wide, ends, shared, again
"""


def topological_order(cost):
    return [cost]
