"""A list as default argument: nodes of earlier graphs stay in it.

diagnosis: none
fails: order
"""


def topological_order(cost, order=[]):
    if cost not in order:
        for one in cost.inputs:
            topological_order(one, order)
        order.append(cost)
    return order
