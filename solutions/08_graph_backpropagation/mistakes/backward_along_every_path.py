"""The backward pass goes down every path and hands on all that has been collected so far, again and again.

diagnosis: node-visited-twice
fails: shared
"""


def descend(node):
    node.backward()
    for one in node.inputs:
        descend(one)


def backpropagate(cost):
    for node in topological_order(cost):
        node.forward()
        node.gradient = 0 * node.value
    cost.gradient = 1.0
    descend(cost)
    return cost.value
