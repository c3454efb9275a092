"""Nobody remembers which nodes are in the list already.

diagnosis: node-visited-twice
fails: order, shared
"""


def topological_order(cost):
    order = []
    for one in cost.inputs:
        order += topological_order(one)
    return [*order, cost]
