"""Breadth first from the cost, then reversed: a node near the cost by one path and far by another comes too late.

diagnosis: not-in-topological-order
fails: order, shared
"""


def topological_order(cost):
    order = [cost]
    for node in order:
        for one in node.inputs:
            if one not in order:
                order.append(one)
    return order[::-1]
