"""The cost is one, whatever the graph.

diagnosis: none
fails: values
waits: gradients, wide, ends, shared, again
"""


def backpropagate(cost):
    return 1.0
