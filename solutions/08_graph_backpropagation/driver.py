"""Builds a described graph out of the learner's classes, runs the learner's functions on it, and reports by position.

A graph is a list of [name, "Input", array] and [name, class, names of its inputs], each node after its inputs, the cost
last. What a node has is reported as it is, in the order of the description.
"""

import copy


def ordered(learner, graph):
    """Give where `topological_order` puts the nodes, and what each node has as inputs.

    Both as positions in the description, None for whatever is no node of it; what is neither list nor tuple is
    reported by the name of its type.
    """
    nodes = build(learner, "topological_order", graph)
    order = learner["topological_order"](nodes[-1])
    return [positions(order, nodes), [positions(node.inputs, nodes) for node in nodes]]


def backpropagated(learner, graph):
    """Run `backpropagate` once: what it returns, then every node's value, then every node's gradient."""
    nodes = build(learner, "backpropagate", graph)
    return report(learner["backpropagate"](nodes[-1]), nodes)


def valued(learner, graph):
    """Run `backpropagate` once, and report the values whatever becomes of the backward pass; what raises is told if one is missing."""
    nodes = build(learner, "backpropagate", graph)
    try:
        returned = learner["backpropagate"](nodes[-1])
    except Exception:
        if any(getattr(node, "value", None) is None for node in nodes):
            raise
        returned = nodes[-1].value
    return report(returned, nodes)


def repeated(learner, graph, changes):
    """Run `backpropagate` three times, the third time with new values in some inputs: three reports in a row.

    changes: a list of [name, array].
    """
    nodes = build(learner, "backpropagate", graph)
    named = dict(zip([name for name, *_ in graph], nodes, strict=True))
    reports = report(learner["backpropagate"](nodes[-1]), nodes)
    reports += report(learner["backpropagate"](nodes[-1]), nodes)
    for name, value in changes:
        named[name].value = value
    return reports + report(learner["backpropagate"](nodes[-1]), nodes)


def build(learner, function, graph):
    """Make the nodes in the order of the description; the classes may stand where only the function is known."""
    names = {**getattr(learner[function], "__globals__", {}), **learner}
    nodes = {}
    for name, kind, given in graph:
        if kind not in names:
            raise NameError(f"name '{kind}' is not defined")
        nodes[name] = names[kind](*([given] if kind == "Input" else [nodes[source] for source in given]))
    return list(nodes.values())


def positions(found, nodes):
    """Give the place of each entry among the nodes; nodes are told by identity, whatever `==` does."""
    if not isinstance(found, list | tuple):
        return type(found).__name__
    return [next((at for at, node in enumerate(nodes) if node is entry), None) for entry in found]


def report(returned, nodes):
    """Copy what is there now: a later run may write into the same arrays."""
    return copy.deepcopy(
        [returned, *(node.value for node in nodes), *(getattr(node, "gradient", None) for node in nodes)]
    )
