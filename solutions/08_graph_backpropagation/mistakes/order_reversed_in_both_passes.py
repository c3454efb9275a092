"""The order runs from the cost to the inputs, and the passes are made for a right one.

diagnosis: order-reversed
fails: order, values
waits: gradients, wide, ends, shared, again
"""

right_order = topological_order


def topological_order(cost):
    return right_order(cost)[::-1]
