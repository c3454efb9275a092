"""A computational graph with a learner's numbers beside the right ones, and where they first part: what a page draws it from.

Everything is taken from what a driver told of one run (see `autograder.authoring.graphs`); nothing is computed anew but
the right shares, by which a share that is missing, or handed in twice, is told from any other error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from autograder.authoring.graphs import Graph, Rules, gradients_of, share_of, sources_of, turns_of, values_of
from autograder.authoring.reports import Picks, Run, first_wrong
from autograder.judging.compare import compare
from autograder.judging.model import Check, Exercise, Expected
from autograder.judging.numbers import NotNumbers, as_numbers
from autograder.sandbox.protocol.calls import Array, Returned, Value

SAME = 1e-6  # relative to the largest share: far above rounding, far below any share


def graph_pictured(
    rules: Rules, exercise: Exercise, check: Check, runs: Sequence[Run], picks: Picks
) -> dict[str, Any] | None:
    """Give the plain form of the graph of which a check says what is wrong; None where none came back, or no node is wrong.

    `runs` are those that the check looks at, with the whole of what was told, and `picks` what it looks at in each.
    """
    verdict, (case, _), turn = first_wrong(exercise, check, runs, picks)
    whole, outcome = next(run for run in runs if run[0].call is case.call)
    if verdict.status == "passed" or not isinstance(outcome, Returned):
        return None
    args: Any = case.call.args
    graph, *changes = args
    now = turns_of(graph, *changes)[turn]
    told: Any = outcome.value
    parts: Any = whole.expected
    start, end = turn * (2 * len(now) + 1), (turn + 1) * (2 * len(now) + 1)
    places = [at - start for at in picks(*args)[turn]]
    found = _turn_pictured(rules, now, parts[start:end], told[start:end], places)
    if found is None:
        return None
    ways = {"edges": [], "error": ""} if turn else {}  # it went right before: no edge is to blame
    return {**found, **ways, "turn": turn, "renewed": [name for name, _ in changes[0]] if turn > 1 else []}


def _turn_pictured(
    rules: Rules, graph: Graph, parts: Sequence[Expected], told: Sequence[Value], looked_at: Sequence[int]
) -> dict[str, Any] | None:
    """Give the graph of one run.

    `told` is what was told of it, and `parts` what is right there: what was returned, all values, all gradients, the nodes
    in the order of the description. `looked_at` are places in it, in the order in which they are computed: the first wrong
    one says whether values or gradients are shown. Each node is shown at one entry: the worst, or the first one if all are right.
    """
    count = len(graph)
    first = next((at for at in looked_at if _beside(told[at], parts[at])["wrong"]), 0)
    if first == 0:  # what was returned is no node
        return None
    part: Literal["value", "gradient"] = "value" if first <= count else "gradient"
    shift = 1 if part == "value" else 1 + count
    nodes = []
    for at, (name, kind, given) in enumerate(graph):
        node = _beside(told[shift + at], parts[shift + at])
        if part == "gradient":
            node["value"] = _entry(told[1 + at], parts[1 + at], tuple(node["at"]))
        nodes.append({"name": name, "kind": kind, "inputs": [] if kind == "Input" else list(given), **node})
    at = first - shift
    edges, error = _edges(rules, graph, at, told[first], parts[first]) if part == "gradient" else ([], "")
    return {"part": part, "nodes": nodes, "first": graph[at][0], "edges": edges, "error": error}


def _beside(value: Value, expected: Expected) -> dict[str, Any]:
    """Give a value's worst entry beside the right one, and how many are wrong; what is no such array is named."""
    shape, size = expected.value.shape, expected.value.size
    at = (0,) * len(shape)
    found: dict[str, Any] = {"shape": list(shape), "at": list(at), "right": float(expected.value[at]), "size": size}
    numbers = as_numbers(value)
    if isinstance(numbers, NotNumbers):
        return {**found, "got": type(value).__name__ if value is not None else "None", "wrong": size}
    array = numbers.array
    if array.shape != shape and array.shape not in expected.accepted_shapes:
        return {**found, "got": f"shape {array.shape}", "wrong": size}
    array = array.reshape(shape)
    compared = compare(array, expected)
    if not compared.loose:
        found |= {"at": list(compared.index), "right": compared.expected}
    got = float(array[tuple(found["at"])])
    return {**found, "got": got, "wrong": 0 if compared.loose else compared.wrong}


def _entry(value: Value, expected: Expected, at: tuple[int, ...]) -> float | None:
    numbers = as_numbers(value)
    if isinstance(numbers, NotNumbers) or numbers.array.size != expected.value.size:
        return None
    return float(numbers.array.reshape(expected.value.shape)[at])


def _edges(rules: Rules, graph: Graph, at: int, told: Value, right: Expected) -> tuple[list[dict[str, Any]], str]:
    """Give the edges by which a wrong gradient came, and what became of the share of a single one, if that is the error."""
    name = graph[at][0]
    edges = [
        {"user": user, "place": place}
        for user, sources in sources_of(graph).items()
        for place, source in enumerate(sources)
        if source == name
    ]
    numbers = as_numbers(told)
    if len(edges) > 1 and not isinstance(numbers, NotNumbers) and numbers.array.size == right.value.size:
        off = numbers.array.reshape(right.value.shape) - right.value
        shares = [_share(rules, graph, edge) for edge in edges]
        for error, sign in (("missing", -1), ("twice", 1)):
            alike = [edge for edge, share in zip(edges, shares, strict=True) if _same(off, sign * share)]
            if len(alike) == 1:
                return alike, error
    return edges, ""


def _share(rules: Rules, graph: Graph, edge: Mapping[str, Any]) -> Array:
    values, user = values_of(rules, graph), edge["user"]
    kind = next(kind for name, kind, _ in graph if name == user)
    inputs = [values[source] for source in sources_of(graph)[user]]
    return share_of(rules, kind, edge["place"], gradients_of(rules, graph)[user], inputs)


def _same(one: Array, other: Array) -> bool:
    with np.errstate(invalid="ignore", over="ignore"):
        return bool((np.abs(one - other) <= SAME * np.abs(other).max(initial=0.0)).all() and other.any())
