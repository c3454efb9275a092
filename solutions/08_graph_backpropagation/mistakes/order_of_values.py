"""The names of the classes are listed, not the nodes.

diagnosis: none
fails: order
"""

nodes_in_order = topological_order


def topological_order(cost):
    return [type(node).__name__ for node in nodes_in_order(cost)]


def backpropagate(cost):
    order = nodes_in_order(cost)
    for node in order:
        node.forward()
        node.gradient = 0 * node.value
    cost.gradient = 1.0
    for node in order[::-1]:
        node.backward()
    return cost.value
