"""Checks of 08 graph_backpropagation: drawn graphs, built by driver.py out of the learner's classes.

Texts: chain-rule (the graph of Input, Linear, Sigmoid, MSE), pytorch (the gradients of the last layer come first).
No backward pass is written down here: gradients are complex-step derivatives of the true cost (`autograder.authoring.graphs`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias

import numpy as np

from autograder.authoring import (
    Call,
    Case,
    Catalogue,
    Check,
    Exercise,
    Outcome,
    Raised,
    Repro,
    Returned,
    Verdict,
    Written,
    diagnose_change,
    graphs,
    known,
    named,
    reports,
    verdict_on_failure,
)

Graph: TypeAlias = graphs.Graph
Changes: TypeAlias = list[list[Any]]  # [name, array]: new values of inputs
Row: TypeAlias = tuple[str, dict[str, Any]]  # nodes, and their inputs: shapes to draw, or numbers
Values: TypeAlias = Mapping[str, Any]  # of every node, by name
OfGraph: TypeAlias = Callable[[Graph], Any]
Report: TypeAlias = tuple[Any, ...]  # what driver.py tells of a run: the value returned, all values, all gradients

RULES: graphs.Rules = {  # arrays may have one more axis in front, for many nudged copies at once
    "Linear": lambda X, W, b: X @ W + b[..., None, :],
    "Sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "MSE": lambda prediction, target: np.mean((prediction - target) ** 2, axis=(-2, -1)),
}
graph_of, turns_of = graphs.graph_of, graphs.turns_of
values_of, gradients_of = partial(graphs.values_of, RULES), partial(graphs.gradients_of, RULES)
swept = partial(graphs.swept, RULES)
piling_up, outdated = partial(graphs.piling_up, RULES), partial(graphs.outdated, RULES)
report = partial(graphs.told, RULES)  # of one run; values and gradients are the right ones, or others

# --- the graphs ----------------------------------------------------------------------------------------------------

COST = "cost = MSE(x, y)"
LAYER = "l = Linear(X, W, b); cost = MSE(l, y)"
TWO_LAYERS = "l1 = Linear(X, W1, b1); s1 = Sigmoid(l1); l2 = Linear(s1, W2, b2); cost = MSE(l2, y)"


def network(n: int, d: int, h: int, k: int) -> Row:
    """The network of chain-rule: n rows, d features, h hidden units, k outputs."""
    return TWO_LAYERS, {"X": (n, d), "y": (n, k), "W1": (d, h), "b1": (h,), "W2": (h, k), "b2": (k,)}


# Each node is used once, and what is predicted is a column. In the first graph only a W that is not transposed meets 4 and 1.
CHAINS: Sequence[Row] = (
    (LAYER, {"X": (6, 4), "W": (4, 1), "b": (1,), "y": (6, 1)}),
    (COST, {"x": (4, 1), "y": (4, 1)}),
    ("s = Sigmoid(z); cost = MSE(s, y)", {"z": (5, 1), "y": (5, 1)}),
    network(5, 4, 3, 1),
    network(1, 3, 2, 1),
)
# The same with several columns, and with weights that are computed.
WIDE: Sequence[Row] = (
    (LAYER, {"X": (3, 3), "W": (3, 3), "b": (3,), "y": (3, 3)}),
    (COST, {"x": (4, 2), "y": (4, 2)}),
    ("s = Sigmoid(z); cost = MSE(s, y)", {"z": (2, 5), "y": (2, 5)}),
    network(5, 4, 3, 2),
    network(1, 3, 2, 4),
    (f"W = Sigmoid(V); {LAYER}", {"X": (6, 2), "V": (2, 3), "b": (3,), "y": (6, 3)}),
)
# For the gradients of target and cost; the last target is computed.
ENDS: Sequence[Row] = (
    (COST, {"x": (5, 1), "y": (5, 1)}),
    network(3, 2, 4, 1),
    ("s = Sigmoid(z); l = Linear(X, W, b); cost = MSE(s, l)", {"X": (4, 3), "W": (3, 1), "b": (1,), "z": (4, 1)}),
)
# Nodes are used more than once, and a column is predicted; in the last graph it is X, as input and as target.
# Whatever uses a node also uses what else uses it: every right order hands in the shares in the same order.
COLUMN = "o = Linear(l, U, a); cost = MSE(o, y)"
TIED = f"l1 = Linear(X, W, b); s = Sigmoid(l1); l = Linear(s, W, b); {COLUMN}"
AROUND = f"h = Linear(X, W, b); s = Sigmoid(h); l = Linear(h, s, c); {COLUMN}"
ACROSS = f"h = Linear(X, W, b); s = Sigmoid(h); l = Linear(s, h, c); {COLUMN}"
CUBE = f"l1 = Linear(A, A, b1); l = Linear(l1, A, b2); {COLUMN}"
AUTOENCODER = "l1 = Linear(X, W1, b1); s = Sigmoid(l1); l = Linear(s, W2, b2); cost = MSE(l, X)"
MESHES: Sequence[Row] = (
    (TIED, {"X": (5, 4), "W": (4, 4), "b": (4,), "U": (4, 1), "a": (1,), "y": (5, 1)}),
    (AROUND, {"X": (3, 4), "W": (4, 3), "b": (3,), "c": (3,), "U": (3, 1), "a": (1,), "y": (3, 1)}),
    (ACROSS, {"X": (3, 4), "W": (4, 3), "b": (3,), "c": (3,), "U": (3, 1), "a": (1,), "y": (3, 1)}),
    (CUBE, {"A": (4, 4), "b1": (4,), "b2": (4,), "U": (4, 1), "a": (1,), "y": (4, 1)}),
    (AUTOENCODER, {"X": (6, 1), "W1": (1, 3), "b1": (3,), "W2": (3, 1), "b2": (1,)}),
)
# The simplest ones have one order only, as far as the classes tell.
MINIMAL_ORDERS: Sequence[Row] = (
    (COST, {"x": [[4.0]], "y": [[1.0]]}),
    ("s = Sigmoid(x); cost = MSE(s, x)", {"x": [[4.0]]}),
    ("s = Sigmoid(x); t = Sigmoid(s); cost = MSE(t, x)", {"x": [[4.0]]}),
    ("s = Sigmoid(x); t = Sigmoid(s); cost = MSE(x, t)", {"x": [[4.0]]}),
)
# One node of each kind, of one entry and of more.
COSTS: Sequence[Row] = ((COST, {"x": [[4.0]], "y": [[1.0]]}), (COST, {"x": [[4.0], [-2.0]], "y": [[1.0], [3.0]]}))
SQUARE = {"X": [[2.0, -1.0], [0.5, 3.0]], "W": [[1.0, -2.0], [4.0, 0.5]], "b": [0.5, -1.0]}
MINIMAL_CHAINS: Sequence[Row] = (
    *COSTS,
    ("s = Sigmoid(z); cost = MSE(s, y)", {"z": [[2.0]], "y": [[3.0]]}),
    (LAYER, {"X": [[2.0]], "W": [[-3.0]], "b": [0.5], "y": [[1.0]]}),
    (LAYER, {"X": SQUARE["X"], "W": [[1.0], [4.0]], "b": [0.5], "y": [[1.0], [-3.0]]}),
)
MINIMAL_WIDE: Sequence[Row] = (
    (COST, {"x": [[4.0, -2.0]], "y": [[1.0, 3.0]]}),
    (LAYER, {**SQUARE, "y": [[1.0, 2.0], [-3.0, 4.0]]}),
    (f"W = Sigmoid(V); {LAYER}", {"X": [[2.0]], "V": [[-1.0]], "b": [0.5], "y": [[1.0]]}),
)
MINIMAL_ENDS: Sequence[Row] = (*COSTS, ("s = Sigmoid(z); cost = MSE(x, s)", {"x": [[3.0]], "z": [[2.0]]}))
# A node used twice by the same node, by two others, as input and target; all of single numbers.
SINGLE = {"x": [[2.0]], "b": [0.5], "y": [[1.0]]}
MINIMAL_MESHES: Sequence[Row] = (
    ("l = Linear(x, x, b); cost = MSE(l, y)", SINGLE),
    ("s = Sigmoid(x); l = Linear(x, s, b); cost = MSE(l, y)", SINGLE),
    ("s = Sigmoid(x); l = Linear(s, x, b); cost = MSE(l, y)", SINGLE),
    ("h = Linear(x, w, b); l = Linear(h, w, b); cost = MSE(l, y)", {**SINGLE, "w": [[-3.0]]}),
    ("h = Sigmoid(x); s = Sigmoid(h); l = Linear(h, s, b); cost = MSE(l, y)", SINGLE),
    ("h = Sigmoid(x); s = Sigmoid(h); l = Linear(s, h, b); cost = MSE(l, y)", SINGLE),
    ("s = Sigmoid(x); cost = MSE(s, x)", {"x": [[2.0]]}),
)
# A cost alone, whose x is replaced; a layer of single numbers, whose x and w are.
UNIT = "l = Linear(x, w, b); s = Sigmoid(l); cost = MSE(s, y)"
MINIMAL_AGAIN: Sequence[Row] = (COSTS[0], (UNIT, {"x": [[2.0]], "w": [[-1.0]], "b": [0.5], "y": [[3.0]]}))
NEW_VALUES = (("x", [[-1.0]]), ("w", [[0.5]]))

# --- what is asked -------------------------------------------------------------------------------------------------


def backpropagated(graph: Graph, *changes: Changes, driver: str = "", right: OfGraph = report) -> Case:
    """Ask for one turn of backpropagate, or for three."""
    parts = tuple(part for turn in turns_of(graph, *changes) for part in graphs.expected(turn, right(turn)))
    driver = driver or ("repeated" if changes else "backpropagated")
    return Case(Call("backpropagate", (graph, *changes), via_driver=driver), parts)


def ordered(graph: Graph) -> Case:
    """Ask for a topological order."""
    return Case(Call("topological_order", (graph,), via_driver="ordered"))


def calm(graph: Graph) -> bool:
    """Whether none of the values and gradients is small all over, as of such nearly nothing is left in float32."""
    return all(np.abs(part).max() > 0.08 for part in report(graph))


drawn = partial(graphs.drawn, accept=calm)


def plan_order(rng: np.random.Generator) -> list[Case]:
    """All kinds of graph; the order does not depend on the numbers."""
    return [ordered(graph) for graph in drawn(rng, (*CHAINS, *WIDE, *ENDS, *MESHES))]


def plan_values(rng: np.random.Generator) -> list[Case]:
    """Graphs of which the values are told whatever the backward pass does."""
    return [backpropagated(graph, driver="valued") for graph in drawn(rng, (*CHAINS, *WIDE))]


def plan_of(kind: str, rows: Sequence[Row]) -> Callable[..., list[Case]]:
    """Graphs of one kind; what is right there, or what a mistake that is in force makes of it."""

    def plan(rng: np.random.Generator, in_force: OfGraph = report) -> list[Case]:
        return [backpropagated(graph, right=in_force) for graph in drawn(rng, rows)]

    plan.__name__ = f"plan_{kind}"  # it draws by its name
    return plan


def plan_again(rng: np.random.Generator, in_force: OfGraph = report) -> list[Case]:
    """The network of chain-rule, run twice, and a third time with another X and another W1."""
    (graph,) = drawn(rng, [network(4, 3, 5, 1)])
    changes: Changes = []
    while not (changes and calm(graphs.changed(graph, changes))):
        changes = [[name, rng.normal(0, 1, given.shape)] for name, _, given in graph if name in ("X", "W1")]
    return [backpropagated(graph, changes, right=in_force)]


def minimal_orders() -> list[Case]:
    """Each order, shown by the classes of its nodes."""
    cases = []
    for graph in (graph_of(*row) for row in MINIMAL_ORDERS):
        line = f"{graphs.statements(graph)}; [type(node).__name__ for node in topological_order(cost)]"
        right = Written([kind for _, kind, _ in graph])
        cases.append(replace(ordered(graph), repros=(Repro(line, right, partial(graphs.classes, graph)),)))
    return cases


def minimal_runs(view: str, rows: Sequence[Row], *new: tuple[str, list[Any]]) -> list[Case]:
    """Each graph in one turn, or in three with these new values of its inputs, shown by the parts that a view takes."""
    cases = []
    for nodes, inputs in rows:
        graph = graph_of(nodes, inputs)
        changes: list[Changes] = [[[name, np.array(value)] for name, value in new if name in inputs]] if new else []
        once = f"{graphs.statements(graph)}; backpropagate(cost)"
        lines = [once]  # what is typed to see each turn; the first of three is like any other
        if new:
            twice = f"{once}; backpropagate(cost)"
            renewed = [f"{name}.value = np.array({value.tolist()})" for name, value in changes[0]]
            lines = ["", twice, "; ".join([twice, *renewed, "backpropagate(cost)"])]
        case = backpropagated(graph, *changes, driver="valued" if view == "values" else "")
        turns = zip(lines, picked(view, graph, *changes), strict=True)
        shown = [reports.part_shown(case, at, line) for line, parts in turns if line for at in parts]
        cases.append(replace(case, repros=tuple(shown)))
    return cases


# --- judging -------------------------------------------------------------------------------------------------------

TEXTS = Catalogue.beside(__file__)
IN_GRAPH, SECOND, RENEWED, NOTHING = map(TEXTS.text, ("in-graph", "second", "renewed", "nothing"))
NONE_HELP, OPERAND_HELP, INTERFACE_HELP = map(TEXTS.text, ("none-help", "operand-help", "interface-help"))
ORDERED, TWICE, TOO_EARLY, OBJECT_OF = map(TEXTS.text, ("ordered", "twice", "too-early", "object-of"))
failed = TEXTS.verdicts("malformed", "waits", "changed", "no-list", "links", "stranger", "absent")
NONE_OPERAND = (
    r"operand type.*NoneType|type NoneType|NoneType' object has no|operand \d does not have enough dimensions"
)
# What a check is computed from: the view that must be right, and the check that says so.
NODES_FIRST = {"nodes": "values"}
AWAITED = {"gradients": NODES_FIRST, "wide": NODES_FIRST, "ends": {**NODES_FIRST, "gradients": "gradients"}}


def picked(view: str, graph: Graph, *changes: Changes) -> list[list[int]]:
    """Which parts of the report of each turn a view takes.

    They come in the order of the passes, so that the first wrong one is where it went wrong. The cost itself, and what
    only the target is computed from, have a check of their own.
    """
    count = len(graph)
    values = list(range(1, count + 1))
    gradients = [(name, 1 + count + at) for at, (name, *_) in enumerate(graph)][::-1]
    aside = {"cost"} | graphs.of_target(graph)
    ends, others = ([at for name, at in gradients if (name in aside) is apart] for apart in (True, False))
    views = {"values": [*values, 0], "nodes": values, "ends": ends, "again": [*values, 0, *others]}
    turns = range(len(turns_of(graph, *changes)))
    return [[turn * (2 * count + 1) + at for at in views.get(view, others)] for turn in turns]


def place(verdict: Verdict, case: Case, outcome: Outcome, turn: int = 0) -> Verdict:
    """Say in which graph it was, and at which turn; of an exception, how nodes are made, or that something is None."""
    if isinstance(outcome, Raised) and not outcome.where:  # no line of the learner's raised it
        verdict = replace(verdict, help=INTERFACE_HELP())
    elif isinstance(outcome, Raised) and re.search(NONE_OPERAND, outcome.message):
        verdict = replace(verdict, help=OPERAND_HELP())
    why, graph = verdict.rationale, graphs.shown(graphs.graph_in(case))
    if turn == 1:
        why = SECOND(why=why)
    elif turn:
        changes: Any = case.call.args[1]
        why = RENEWED(why=why, names=", ".join(name for name, _ in changes))
    evidence = {"function": case.call.function, **verdict.evidence, "call": graph}
    return replace(verdict, rationale=IN_GRAPH(why=why, graph=graph), evidence=evidence)


def looked_at(exercise: Exercise, check: Check, runs: list[reports.Run]) -> tuple[list[reports.Run], reports.Picks]:
    """Give the runs that a check looks at, and which parts of each."""
    wrong = partial(reports.anything_wrong, exercise, check)
    if check.id == "shared" and wrong(runs, partial(picked, "ends")):  # and so is X where it is the target
        runs = [(case, outcome) for case, outcome in runs if graphs.sources_of(graphs.graph_in(case))["cost"][1] != "X"]
    astray = check.id == "again" and wrong(runs, lambda graph, _changes: picked("values", graph))  # at the first turn
    return runs, partial(picked, "gradients" if astray else check.id)


def judge_graphs(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge what a check looks at in every report; what it is computed from must be right before it can be wrong."""
    runs = list(zip(cases, outcomes, strict=False))
    if not all(map(reports.is_report, runs)):
        return failed("malformed")
    runs, picks = looked_at(exercise, check, runs)
    wrong = partial(reports.anything_wrong, exercise, check)
    verdict = reports.judge_report(exercise, check, runs, picks, place, NONE_HELP)
    if verdict.status in ("failed", "error"):
        early = check.id == "ends" and len(runs) < len(cases)  # graphs like these have raised before, too
        for view, needed in AWAITED.get(check.id, {}).items():
            if early or wrong(runs, partial(picked, view)):
                return failed("waits", "waiting", needed=exercise.check(needed).title)
    changed = [(case, outcome) for case, outcome in runs if isinstance(outcome, Returned) and outcome.changed]
    if check.id == "values" and changed:  # Inputs are made alike in all graphs: once is enough
        told = place(failed("changed", function="backpropagate"), *changed[0])
        return diagnose_change(check, told) if verdict.status == "passed" else told
    return verdict


def pictured(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> dict[str, Any] | None:
    """Give the graph of which a check says what is wrong, with the numbers of that turn; None where none came back."""
    from autograder.authoring import graph_pictures  # only where something is drawn

    runs = list(zip(cases, outcomes, strict=False))
    if not all(map(reports.is_report, runs)):
        return None
    return graph_pictures.graph_pictured(RULES, exercise, check, *looked_at(exercise, check, runs))


def judge_order(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge an order by what makes it one: all nodes, each once, after its inputs."""
    found = []
    for case, outcome in zip(cases, outcomes, strict=False):
        if isinstance(outcome, Returned):
            verdict = disorder(check, graphs.graph_in(case), outcome.value)
        else:
            verdict = verdict_on_failure(exercise, case.call, outcome)
        if verdict is None:
            continue
        told = place(verdict, case, outcome)
        came = isinstance(outcome, Returned | Raised) and verdict.status != "not_attempted"
        found.append(told if came else replace(told, rationale=verdict.rationale))
    if not found:
        return Verdict("passed", ORDERED(cases=len(cases)))
    several = len({one.diagnosis.mistake.id if one.diagnosis else "" for one in found}) > 1
    return replace(found[0], diagnosis=None, help=check.help()) if found[0].diagnosis and several else found[0]


def disorder(check: Check, graph: Graph, told: object) -> Verdict | None:
    """Say what keeps a list from being a topological order, if anything does, and which mistake that is."""
    sources = graphs.sources_of(graph)
    names: dict[object, str] = dict(enumerate(sources))
    match told:
        case [str() as kind, list()]:
            return failed("no-list", what="None" if kind == "NoneType" else OBJECT_OF(name=kind))
        case [list() as places, list() as links] if len(links) == len(names):
            order = [names.get(at) if isinstance(at, int) else None for at in places]
        case _:
            return failed("malformed")
    for name, link in zip(sources, links, strict=True):
        held = {names.get(at) if isinstance(at, int) else None for at in link} if isinstance(link, list) else None
        if held != set(sources[name]):
            return failed("links", name=name, expected=", ".join(sources[name]) or NOTHING)
    listed = [name for name in order if name]
    if len(listed) < len(order):
        return failed("stranger", at=order.index(None))
    absent = [name for name in sources if name not in listed]
    if absent:
        return failed("absent", names=", ".join(absent))
    again = next((name for name in listed if listed.count(name) > 1), None)
    if again:
        why = TWICE(name=again, count=listed.count(again))
        return named(Verdict("failed", why), check.mistake("node-visited-twice"))
    early = graphs.too_early(graph, listed)
    if early is None:
        return None
    backwards = graphs.too_early(graph, listed[::-1]) is None
    why = TOO_EARLY(name=early[0], source=early[1], order=", ".join(listed))
    return named(Verdict("failed", why), check.mistake("order-reversed" if backwards else "not-in-topological-order"))


# --- known mistakes ------------------------------------------------------------------------------------------------


def sweeping(**options: Any) -> Callable[[Graph], Report]:  # noqa: ANN401 -- those of `graphs.swept`
    """The backward pass goes wrong in one of the ways that `graphs.swept` knows."""
    return lambda graph: report(graph, gradients=swept(graph, **options))


def walking(*, once: bool) -> list[Callable[[Graph], Report]]:
    """The backward pass waits for nobody, and goes by depth or by breadth."""
    return [sweeping(visits=partial(graphs.walked, by_depth=by_depth, once=once)) for by_depth in (True, False)]


def handing(kind: str, *places: int, share: Callable[..., Any]) -> Callable[[Graph], Report]:
    """Nodes of one kind hand wrong shares to some of their inputs: `share(upstream gradient, right share, *inputs)`."""
    return sweeping(share=graphs.wrong_share(RULES, kind, places, share))


def without(left_out: Callable[[Graph], Iterable[str]]) -> Callable[[Graph], Report]:
    """Right gradients, but zeros for the nodes that are left out."""

    def formula(graph: Graph) -> Report:
        right = gradients_of(graph)
        return report(graph, gradients=right | {name: 0 * right[name] for name in left_out(graph)})

    return formula


def multiplied_in_place(graph: Graph) -> Report:
    """A Sigmoid multiplies its own gradient by its slope and hands on the very array."""
    right = gradients_of(graph)
    own = {name: right[given[0]] for name, kind, given in graph if kind == "Sigmoid"}
    return report(graph, gradients=right | own)


@dataclass(frozen=True)
class Forward:
    """Values by another rule of one kind, and on the way back the right shares, or the slopes of that very rule."""

    kind: str
    rule: Callable[..., Any]
    own_slopes: bool = False

    def __call__(self, graph: Graph) -> Report:  # noqa: D102 -- said above
        rules = {**RULES, self.kind: self.rule}
        values = graphs.values_of(rules, graph)
        own = graphs.gradients_of(rules, graph) if self.own_slopes else swept(graph, values=values)
        return report(graph, values, own)


sigmoid, slope = RULES["Sigmoid"], partial(graphs.share_of, RULES, "Sigmoid", 0)
SIGN_FLIPPED, BOTH_FLIPPED = (handing("MSE", *places, share=lambda _G, right, *_: -right) for places in ((0,), (0, 1)))
UNORDERED = known("not-in-topological-order", raises=NONE_OPERAND)
ORDER = (UNORDERED, known("order-reversed"), known("node-visited-twice"))
VALUES = (
    known("bias-forgotten", Forward("Linear", lambda X, W, _b: X @ W)),
    known("sum-not-mean", Forward("MSE", lambda prediction, target: np.sum((prediction - target) ** 2, axis=(-2, -1)))),
)
GRADIENTS = (
    known("error-sign-flipped", SIGN_FLIPPED),
    known("sum-not-mean", handing("MSE", 0, 1, share=lambda _G, right, *_: right * right.size)),
    known("missing-factor-two", handing("MSE", 0, 1, share=lambda _G, right, *_: right / 2)),
    known("missing-upstream", handing("Sigmoid", 0, share=lambda G, _right, z: slope(np.ones(G.shape), [z]))),
    known("sigmoid-applied-twice", handing("Sigmoid", 0, share=lambda G, _right, z: slope(G, [sigmoid(z)]))),
    known("derivative-formula-on-preactivation", handing("Sigmoid", 0, share=lambda G, _right, z: G * (z - z * z))),
    known("own-gradient-overwritten", multiplied_in_place),
    known(
        "weight-not-transposed",
        raises=r"ValueError: .*(size 4 is different from 1\b|\(6,1\) and \(4,1\) not aligned)",
    ),
    known("bias-gradient-not-summed", handing("Linear", 2, share=lambda G, *_: G)),
    known("input-gradient-missing", without(lambda graph: [name for name, kind, _ in graph if kind == "Input"])),
    known("not-in-topological-order", sweeping(visits=graphs.sources_of)),
)
END_GRADIENTS = (
    known("target-gradient-missing", without(graphs.of_target)),
    known("target-gradient-sign", handing("MSE", 1, share=lambda _G, right, *_: -right)),
    known("cost-gradient-missing", without(lambda _graph: ["cost"])),
)
SHARED = (
    UNORDERED,
    known("fan-out-overwritten", sweeping(keep=lambda _old, new: new)),
    known("first-share-kept", sweeping(keep=lambda old, _new: old)),
    known("node-visited-twice", sweeping(visits=graphs.along_paths), *walking(once=False)),
    known("not-in-topological-order", *walking(once=True)),
)
AGAIN = (
    known(
        "gradient-accumulates-across-calls",
        piling_up("Input", "Linear", "Sigmoid"),
        piling_up("Input", "Linear", "Sigmoid", seed=1),
        piling_up("Input"),
    ),
    known(
        "changed-input-ignored",
        outdated(lambda graph, kept: report(graph, kept, swept(graph, values=kept))),
        outdated(report),
        outdated(lambda graph, _kept: report(graph)),
    ),
)


def runs_with(formulas: Mapping[str, Any]) -> list[OfGraph]:
    """What is told of a graph where gradients have a mistake, or values, with the gradients that may come of them."""
    if "gradients" in formulas:
        return [formulas["gradients"], *([BOTH_FLIPPED] if formulas["gradients"] is SIGN_FLIPPED else [])]
    return [formulas["values"], replace(formulas["values"], own_slopes=True)]


plan_chains, plan_wide = plan_of("chains", CHAINS), plan_of("wide", WIDE)
plan_ends, plan_meshes = plan_of("ends", ENDS), plan_of("meshes", MESHES)
minimal_values = partial(minimal_runs, "values", (*MINIMAL_CHAINS, *MINIMAL_WIDE))
minimal_gradients = partial(minimal_runs, "gradients", MINIMAL_CHAINS)
minimal_wide = partial(minimal_runs, "wide", MINIMAL_WIDE)
minimal_ends = partial(minimal_runs, "ends", MINIMAL_ENDS)
minimal_shared = partial(minimal_runs, "shared", MINIMAL_MESHES)
minimal_again = partial(minimal_runs, "again", MINIMAL_AGAIN, *NEW_VALUES)
NODES = {"Input": "value", "Linear": "X, W, b", "Sigmoid": "z", "MSE": "prediction, target"}
DRAWN: dict[str, Any] = {"judge": judge_graphs, "graph": pictured}
ON_VALUES: dict[str, Any] = {**DRAWN, "uses": ("values",), "carried": runs_with}
ON_GRADIENTS: dict[str, Any] = {**ON_VALUES, "uses": ("values", "gradients")}
EXERCISE = TEXTS.exercise(
    "graph_backpropagation",
    {**NODES, "topological_order": "cost", "backpropagate": "cost"},
    [
        TEXTS.check("order", 1, plan_order, minimal_orders, ORDER, judge=judge_order),
        TEXTS.check("values", 1, plan_values, minimal_values, VALUES, **DRAWN),
        TEXTS.check("gradients", 1, plan_chains, minimal_gradients, GRADIENTS, **ON_VALUES),
        TEXTS.check("wide", 1, plan_wide, minimal_wide, GRADIENTS, needs=("gradients",), **ON_VALUES),
        TEXTS.check("ends", 1, plan_ends, minimal_ends, END_GRADIENTS, **ON_GRADIENTS),
        TEXTS.check("shared", 2, plan_meshes, minimal_shared, SHARED, needs=("gradients",), **ON_VALUES),
        TEXTS.check("again", 1, plan_again, minimal_again, AGAIN, needs=("gradients",), **ON_VALUES),
    ],
    texts=("chain-rule", "pytorch"),
    after=("sigmoid_backward", "linear_backward", "mse_backward"),
    minutes=50,
)
