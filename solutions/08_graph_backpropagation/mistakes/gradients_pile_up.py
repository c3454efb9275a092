"""Gradients are set to zero only when there are none.

diagnosis: gradient-accumulates-across-calls
fails: again
"""


def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
        if node.gradient is None:
            node.gradient = 0 * node.value
    cost.gradient = 1.0
    for node in order[::-1]:
        node.backward()
    return cost.value
