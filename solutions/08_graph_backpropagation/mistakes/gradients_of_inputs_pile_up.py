"""Only computed nodes start anew; an Input keeps what it had.

diagnosis: gradient-accumulates-across-calls
fails: again
"""


def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
        if node.inputs or node.gradient is None:
            node.gradient = 0 * node.value
    cost.gradient = 1.0
    for node in order[::-1]:
        node.backward()
    return cost.value
