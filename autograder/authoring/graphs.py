"""Computational graphs for references and formulas: described as plain lists, valued by rules, with their true gradients.

A graph is a list of [name, "Input", array] and [name, kind, names of its inputs], each node after its inputs, the cost (a
number) last; so it crosses to a driver as it is. Rules give the value of a node of each kind from the values of its inputs;
for gradients they must be analytic, and take arrays with one more axis in front: many nudged copies at once.

No backward pass is written down here: derivatives are complex steps, exact to rounding
(W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions", 1998).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import numpy as np

from autograder.authoring.training import STEP
from autograder.judging.model import Case, Expected
from autograder.sandbox.protocol.calls import Array

Graph: TypeAlias = list[list[Any]]
Rules: TypeAlias = Mapping[str, Callable[..., Any]]
Share: TypeAlias = Callable[[str, int, Array, Sequence[Array]], Array]
Visits: TypeAlias = Callable[[Graph], Sequence[str]]

NODE = re.compile(r"(\w+) = (\w+)\((.+?)\)")


def graph_of(nodes: str, inputs: Mapping[str, Any]) -> Graph:
    """Describe a graph: nodes written as `l = Linear(X, W, b); cost = MSE(l, y)`, upon inputs (arrays, or nested lists)."""
    described = [[name, kind, sources.split(", ")] for name, kind, sources in NODE.findall(nodes)]
    return [*([name, "Input", np.array(value)] for name, value in inputs.items()), *described]


def graph_in(case: Case) -> Graph:
    """Give the graph that a case is about: the first argument of its call."""
    graph: Any = case.call.args[0]
    return list(graph)


def sources_of(graph: Graph) -> dict[str, list[str]]:
    """Give what each node is computed from, in the order of the description."""
    return {name: [] if kind == "Input" else given for name, kind, given in graph}


def below(graph: Graph, name: str) -> set[str]:
    """Give the node and all that it is computed from."""
    return {name}.union(*(below(graph, source) for source in sources_of(graph)[name]))


def changed(graph: Graph, changes: list[list[Any]]) -> Graph:
    """Give new values to some inputs: `changes` are pairs of a name and an array."""
    new = dict(changes)
    return [[name, kind, new.get(name, given)] for name, kind, given in graph]


def shown(graph: Graph) -> str:
    """Write a graph for messages: the shapes of its inputs, and its nodes as a learner would write them."""
    inputs = ", ".join(f"{name} {given.shape}" for name, kind, given in graph if kind == "Input")
    return "; ".join([f"Input: {inputs}", *_nodes_written(graph)])


def statements(graph: Graph) -> str:
    """Write a graph in Python, on one line."""
    inputs = [f"{name} = Input(np.array({given.tolist()}))" for name, kind, given in graph if kind == "Input"]
    return "; ".join([*inputs, *_nodes_written(graph)])


def values_of(rules: Rules, graph: Graph, nudged: str = "") -> dict[str, Any]:
    """Give every node's value; from the node `nudged` on with one more axis in front, one copy per nudged entry of it."""
    values: dict[str, Any] = {}
    for name, kind, given in graph:
        values[name] = given if kind == "Input" else rules[kind](*(values[source] for source in given))
        if name == nudged:
            values[name] = _nudged(values[name])
    return values


def gradients_of(rules: Rules, graph: Graph) -> dict[str, Array]:
    """Give ∂cost/∂node for every node, in the shape of its value."""
    cost = graph[-1][0]
    return {
        name: (values_of(rules, graph, name)[cost].imag / STEP).reshape(np.shape(value))
        for name, value in values_of(rules, graph).items()
    }


def share_of(rules: Rules, kind: str, at: int, upstream: Array, inputs: Sequence[Array]) -> Array:
    """Give what a node of this kind hands to its input `at`, in that input's shape; `upstream` has that of its own value."""
    moved = [_nudged(value) if at == place else value for place, value in enumerate(inputs)]
    slopes = rules[kind](*moved).imag / STEP
    shares: Array = (slopes * upstream).reshape(len(slopes), -1).sum(axis=1).reshape(np.shape(inputs[at]))
    return shares


def wrong_share(rules: Rules, kind: str, places: Sequence[int], wrong: Callable[..., Array]) -> Share:
    """Make shares that are right but for those which nodes of one kind hand to some of their inputs.

    `wrong` takes the upstream gradient, the right share, and the values of the node's inputs.
    """

    def share(of: str, at: int, upstream: Array, inputs: Sequence[Array]) -> Array:
        right = share_of(rules, of, at, upstream, inputs)
        return wrong(upstream, right, *inputs) if of == kind and at in places else right

    return share


def too_early(graph: Graph, order: Sequence[str]) -> tuple[str, str] | None:
    """Find a node that stands before one of its inputs in an order of all nodes, and that input."""
    sources = sources_of(graph)
    pairs = ((name, source) for at, name in enumerate(order) for source in sources[name] if source in order[at:])
    return next(pairs, None)


def backwards(graph: Graph) -> list[str]:
    """Name the nodes from the cost to the inputs, each after all that use it."""
    return list(sources_of(graph))[::-1]


def walked(graph: Graph, *, by_depth: bool, once: bool) -> list[str]:
    """Name the nodes as a walk meets them that waits for nobody, by depth or by breadth; with `once`, no node again."""
    waiting, visited, sources = [graph[-1][0]], list[str](), sources_of(graph)
    while waiting:
        name = waiting.pop(0)
        if not (once and name in visited):
            visited.append(name)
            waiting = [*sources[name], *waiting] if by_depth else [*waiting, *sources[name]]
    return visited


def along_paths(graph: Graph, name: str = "") -> list[str]:
    """Name the nodes before their inputs, from `name` on or from the cost, and once for each path that leads to them."""
    name = name or graph[-1][0]
    return [name, *(one for source in sources_of(graph)[name][::-1] for one in along_paths(graph, source))]


def swept(
    rules: Rules,
    graph: Graph,
    *,
    share: Share | None = None,
    visits: Visits = backwards,
    keep: Callable[[Array, Array], Array] = np.add,
    start: Mapping[str, Array] | None = None,
    values: Mapping[str, Any] | None = None,
) -> dict[str, Array]:
    """Give every node's gradient as code finds it that visits the nodes in turn, each handing its inputs their shares.

    Without options these are the true ones. What may go wrong: `share` (see `share_of`), the order of the `visits`, `keep`,
    which makes one of what a node has and of what comes, `start`, what nodes have before anything comes, and the `values`.
    """
    handed, values = share or partial(share_of, rules), values or values_of(rules, graph)
    zeros = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    found: dict[str, Array] = {graph[-1][0]: np.array(1.0), **(start or {})}
    kinds, sources = {name: kind for name, kind, _ in graph}, sources_of(graph)
    for name in visits(graph):
        inputs, upstream = [values[source] for source in sources[name]], found.get(name, zeros[name])
        for at, source in enumerate(sources[name]):
            part = handed(kinds[name], at, upstream, inputs)
            found[source] = keep(found[source], part) if source in found else part
    return zeros | found


def told(rules: Rules, graph: Graph, values: Mapping[str, Any] | None = None, gradients: Any = None) -> tuple[Any, ...]:  # noqa: ANN401 -- as values
    """Give what a driver tells of one run: the cost that is returned, all values, all gradients; the right ones, or these."""
    values, gradients = values or values_of(rules, graph), gradients or gradients_of(rules, graph)
    return (values[graph[-1][0]], *(values[name] for name, *_ in graph), *(gradients[name] for name, *_ in graph))


def expected(graph: Graph, right: Sequence[Any]) -> list[Expected]:
    """Name the parts of what is told of one run, of which these are right."""
    cost = graph[-1][0]
    names = [cost, *(f"{name}.{part}" for part in ("value", "gradient") for name, *_ in graph)]
    parts = []
    for name, value in zip(names, map(np.asarray, right), strict=True):
        # a gradient (k,) may come as (1, k), that of a number as (1,) or (1, 1)
        shapes = [(1,) * more + value.shape for more in range(1, 3 - value.ndim) if name.endswith(".gradient")]
        parts.append(Expected(name, value, np.zeros(value.shape), tuple(shapes)))
    return parts


def of_target(graph: Graph) -> set[str]:
    """Name what only the second input of the cost is computed from, itself included."""
    prediction, target = sources_of(graph)[graph[-1][0]]
    return below(graph, target) - below(graph, prediction)


def drawn(
    rng: np.random.Generator, rows: Sequence[tuple[str, Mapping[str, Any]]], accept: Callable[[Graph], bool]
) -> list[Graph]:
    """Draw the inputs of some graphs, each given by its nodes and the shapes of its inputs, until it is accepted."""
    found = []
    for nodes, shapes in rows:
        graph = graph_of(nodes, {name: rng.normal(0, 1, size) for name, size in shapes.items()})
        while not accept(graph):
            graph = graph_of(nodes, {name: rng.normal(0, 1, size) for name, size in shapes.items()})
        found.append(graph)
    return found


def turns_of(graph: Graph, *changes: list[list[Any]]) -> list[Graph]:
    """Give the graph at each turn: at the only one, or at three, some inputs being changed for the third."""
    return [graph, graph, changed(graph, *changes)] if changes else [graph]


def piling_up(rules: Rules, *kinds: str, seed: float = 0) -> Callable[..., tuple[Any, ...]]:
    """Gradients of nodes of these kinds are not set to zero between turns; that of the cost starts `seed` higher."""

    def formula(graph: Graph, changes: list[list[Any]]) -> tuple[Any, ...]:
        all_told: list[Any] = []
        found: Mapping[str, Any] = {}
        for call, now in enumerate(turns_of(graph, changes)):
            start = {name: found[name] for name, kind, _ in graph if name in found and kind in kinds}
            found = swept(rules, now, start=start | {graph[-1][0]: np.array(1 + seed * call)})
            all_told += told(rules, now, gradients=found)
        return tuple(all_told)

    return formula


def outdated(rules: Rules, third: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
    """Two right turns; the third gets the graph as it was, and the values of computed nodes, too, beside the new inputs."""

    def formula(graph: Graph, changes: list[list[Any]]) -> tuple[Any, ...]:
        return told(rules, graph) * 2 + third(graph, values_of(rules, graph) | dict(changes))

    return formula


def classes(graph: Graph, told: object) -> list[Any]:
    """Name the kinds of the nodes whose places a driver tells of as [places, links]. Raises TypeError for None, ValueError for all else."""
    match told:
        case ["NoneType", list()]:
            raise TypeError("'NoneType' object is not iterable")
        case [list() as places, list()] if all(isinstance(at, int) and at < len(graph) for at in places):
            return [graph[at][1] for at in places]
    raise ValueError(told)  # nothing tells of what class the others are


def _nudged(value: Any) -> Any:  # noqa: ANN401 -- a float, or an array of any shape
    """Copy a value once per entry, with a complex step in that entry."""
    return value + 1j * STEP * np.eye(np.size(value)).reshape(-1, *np.shape(value))


def _nodes_written(graph: Graph) -> list[str]:
    return [f"{name} = {kind}({', '.join(given)})" for name, kind, given in graph if kind != "Input"]
