"""Both passes run in the same direction: zeros are handed on before anything has arrived.

diagnosis: not-in-topological-order
fails: gradients
"""


def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
        node.gradient = 0 * node.value
    cost.gradient = 1.0
    for node in order:
        node.backward()
    return cost.value
