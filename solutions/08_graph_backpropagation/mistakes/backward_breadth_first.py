"""The backward pass goes from each node straight to its inputs, breadth first, whether or not all their users are done.

diagnosis: not-in-topological-order
fails: shared
"""


def backpropagate(cost):
    for node in topological_order(cost):
        node.forward()
        node.gradient = 0 * node.value
    cost.gradient = 1.0
    waiting, done = [cost], []
    while waiting:
        node = waiting.pop(0)
        if node not in done:
            done.append(node)
            node.backward()
            waiting += node.inputs
    return cost.value
