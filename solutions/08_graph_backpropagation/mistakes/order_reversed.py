"""The order runs from the cost to the inputs; both passes are made for it.

diagnosis: order-reversed
fails: order
"""

import numpy as np


def topological_order(cost):
    order = []

    def visit(node):
        if node not in order:
            for one in node.inputs:
                visit(one)
            order.append(node)

    visit(cost)
    return order[::-1]


def backpropagate(cost):
    order = topological_order(cost)
    for node in order[::-1]:
        node.forward()
    for node in order:
        node.gradient = np.zeros_like(node.value)
    cost.gradient = 1.0
    for node in order:
        node.backward()
    return cost.value
