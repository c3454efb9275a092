"""Nodes are listed when they are met, not when their inputs are done; then reversed.

diagnosis: not-in-topological-order
fails: order, shared
"""


def topological_order(cost):
    order = []

    def visit(node):
        if node not in order:
            order.append(node)
            for one in node.inputs:
                visit(one)

    visit(cost)
    return order[::-1]
