"""A node that has a value is not computed again.

diagnosis: changed-input-ignored
fails: again
"""


def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        if node.value is None:
            node.forward()
        node.gradient = 0 * node.value
    cost.gradient = 1.0
    for node in order[::-1]:
        node.backward()
    return cost.value
