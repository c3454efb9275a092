"""Checks of 08 graph_backpropagation: drawn graphs, built by driver.py out of the learner's classes.

Texts: chain-rule (the graph of Input, Linear, Sigmoid, MSE), pytorch (the gradients of the last layer come first).
No backward pass is written down here: gradients are complex-step derivatives of the true cost, exact to rounding
(W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions", 1998).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

import numpy as np

from autograder.i18n.language import Message, Text
from autograder.judging.counterexample import shown as shown_value
from autograder.judging.counterexample import written
from autograder.judging.diagnose import diagnose, diagnose_change, named
from autograder.judging.exception_messages import placed
from autograder.judging.failed_calls import verdict_on_failure
from autograder.judging.judge import VALUE_WHY, judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Repro, Verdict, Written
from autograder.judging.numbers import NONE_HELP as RETURNED_NONE_HELP
from autograder.judging.numbers import OBJECT_OF
from autograder.sandbox.protocol.calls import Call, Outcome, Raised, Returned
from autograder.sandbox.protocol.values import Array, Value

Graph: TypeAlias = list[list[Any]]  # [name, "Input", array] or [name, class, names of inputs]; inputs first, cost last
Arrays: TypeAlias = dict[str, Array]
Share: TypeAlias = Callable[[str, int, Array, Sequence[Array]], Array]
Rules: TypeAlias = Mapping[str, Callable[..., Any]]
Run: TypeAlias = tuple[Case, Outcome]

STEP = 1e-100
NODE = re.compile(r"(\w+) = (\w+)\((.+)\)")
# Arrays may have one more axis in front, for many nudged copies at once.
RULES: Rules = {
    "Linear": lambda X, W, b: X @ W + b[..., None, :],
    "Sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "MSE": lambda prediction, target: np.mean((prediction - target) ** 2, axis=(-2, -1)),
}


def values_of(graph: Graph, rules: Rules = RULES, nudged: str = "") -> dict[str, Any]:
    """Every node's value; from the node `nudged` on there is one more axis, one copy per nudged entry of it."""
    values: dict[str, Any] = {}
    for name, kind, given in graph:
        values[name] = given if kind == "Input" else rules[kind](*(values[source] for source in given))
        if name == nudged:
            values[name] = _nudged(values[name])
    return values


def _nudged(value: Any) -> Any:  # noqa: ANN401 -- a float, or an array of any shape
    return value + 1j * STEP * np.eye(np.size(value)).reshape(-1, *np.shape(value))


def gradients_of(graph: Graph) -> Arrays:
    """∂cost/∂node for every node, in the shape of its value."""
    return {
        name: (values_of(graph, nudged=name)["cost"].imag / STEP).reshape(np.shape(value))
        for name, value in values_of(graph).items()
    }


def graph_of(rng: np.random.Generator, *lines: str, **shapes: tuple[int, ...]) -> Graph:
    """Draw the inputs and describe the nodes, written as `L = Linear(X, W, b)`."""
    return graph_with(*lines, **{name: rng.normal(0, 1, shape) for name, shape in shapes.items()})


def graph_with(*lines: str, **inputs: Array) -> Graph:
    """Describe the nodes, written as `L = Linear(X, W, b)`, upon these inputs."""
    nodes = [NODE.fullmatch(line) for line in lines]
    given: Graph = [[name, "Input", value] for name, value in inputs.items()]
    return [*given, *([found[1], found[2], found[3].split(", ")] for found in nodes if found)]


def network(rng: np.random.Generator, n: int, d: int, h: int, k: int) -> Graph:
    """The graph of chain-rule: Linear, Sigmoid, Linear, MSE."""
    lines = ("l1 = Linear(X, W1, b1)", "s1 = Sigmoid(l1)", "l2 = Linear(s1, W2, b2)", "cost = MSE(l2, y)")
    return graph_of(rng, *lines, X=(n, d), y=(n, k), W1=(d, h), b1=(h,), W2=(h, k), b2=(k,))


def chains(rng: np.random.Generator) -> list[Graph]:
    """Graphs in which each node is used once. In the first one all sizes are equal: a wrong transpose raises nothing."""
    layer, cost = "l = Linear(X, W, b)", "cost = MSE(l, y)"
    return [
        graph_of(rng, layer, cost, X=(3, 3), W=(3, 3), b=(3,), y=(3, 3)),
        graph_of(rng, "cost = MSE(x, y)", x=(4, 2), y=(4, 2)),
        graph_of(rng, "s = Sigmoid(z)", "cost = MSE(s, y)", z=(2, 5), y=(2, 5)),
        network(rng, 5, 4, 3, 2),
        network(rng, 1, 3, 2, 4),
        graph_of(rng, "W = Sigmoid(V)", layer, cost, X=(6, 2), V=(2, 3), b=(3,), y=(6, 3)),
    ]


def ends(rng: np.random.Generator) -> list[Graph]:
    """Graphs for the gradients of target and cost; in the last one the target is computed."""
    computed = ("s = Sigmoid(z)", "l = Linear(X, W, b)", "cost = MSE(s, l)")
    return [
        graph_of(rng, "cost = MSE(x, y)", x=(5, 2), y=(5, 2)),
        network(rng, 3, 2, 4, 3),
        graph_of(rng, *computed, X=(4, 3), W=(3, 2), b=(2,), z=(4, 2)),
    ]


def meshes(rng: np.random.Generator) -> list[Graph]:
    """Graphs in which nodes are used more than once; in the last one it is X, as input and as target.

    Whatever uses a node also uses what else uses it, so that every right order hands in the shares in the same order.
    """
    before, last = "h = Linear(X, W, b)", "cost = MSE(l, y)"
    around = {"X": (3, 4), "W": (4, 3), "b": (3,), "c": (3,), "y": (3, 3)}
    tied = ("l1 = Linear(X, W, b)", "s = Sigmoid(l1)", "l = Linear(s, W, b)", last)
    back = ("l1 = Linear(X, W1, b1)", "s = Sigmoid(l1)", "l = Linear(s, W2, b2)", "cost = MSE(l, X)")
    return [
        graph_of(rng, *tied, X=(5, 4), W=(4, 4), b=(4,), y=(5, 4)),
        graph_of(rng, before, "s = Sigmoid(h)", "l = Linear(h, s, c)", last, **around),
        graph_of(rng, before, "s = Sigmoid(h)", "l = Linear(s, h, c)", last, **around),
        graph_of(rng, "l1 = Linear(A, A, b1)", "l = Linear(l1, A, b2)", last, A=(4, 4), b1=(4,), b2=(4,), y=(4, 4)),
        graph_of(rng, *back, X=(6, 4), W1=(4, 2), b1=(2,), W2=(2, 4), b2=(4,)),
    ]


def plan_order(rng: np.random.Generator) -> list[Case]:
    """All kinds of graph; the order does not depend on the numbers."""
    graphs = [*chains(rng), *ends(rng), *meshes(rng)]
    return [Case(Call("topological_order", (graph,), via_driver="ordered")) for graph in graphs]


def plan_chains(rng: np.random.Generator) -> list[Case]:
    """Graphs in which each node is used once."""
    return [_run(graph) for graph in chains(rng)]


def plan_ends(rng: np.random.Generator) -> list[Case]:
    """Graphs for the gradients of target and cost."""
    return [_run(graph) for graph in ends(rng)]


def plan_meshes(rng: np.random.Generator) -> list[Case]:
    """Graphs in which nodes are used more than once."""
    return [_run(graph) for graph in meshes(rng)]


def plan_again(rng: np.random.Generator) -> list[Case]:
    """The network of chain-rule, run twice, and a third time with another X and another W1."""
    graph = network(rng, 4, 3, 5, 2)
    changes = [[name, rng.normal(0, 1, given.shape)] for name, _, given in graph if name in ("X", "W1")]
    return [_run_again(graph, changes)]


def _run_again(graph: Graph, changes: list[list[Any]]) -> Case:
    expected = [*_expected(graph), *_expected(graph), *_expected(_changed(graph, changes))]
    return Case(Call("backpropagate", (graph, changes), via_driver="repeated"), tuple(expected))


def _run(graph: Graph) -> Case:
    return Case(Call("backpropagate", (graph,), via_driver="backpropagated"), tuple(_expected(graph)))


def _changed(graph: Graph, changes: Sequence[Sequence[Any]]) -> Graph:
    new = {name: value for name, value in changes}  # noqa: C416 -- pairs come as lists
    return [[name, kind, new.get(name, given)] for name, kind, given in graph]


def _expected(graph: Graph) -> list[Expected]:
    """What driver.py reports of one run: the value returned, the values, the gradients."""
    told = _told(graph, values_of(graph), gradients_of(graph))
    names = ["cost", *(f"{name}.value" for name in _names(graph)), *(f"{name}.gradient" for name in _names(graph))]
    also = {name: name.endswith(".gradient") for name in names}  # (1, k) for (k,), (1,) and (1, 1) for a number
    return [
        Expected(
            name,
            value,
            np.zeros(value.shape),
            tuple((1,) * n + value.shape for n in range(1, 3 - value.ndim) if also[name]),
        )
        for name, value in zip(names, map(np.asarray, told), strict=True)
    ]


def _told(graph: Graph, values: Mapping[str, Any], gradients: Mapping[str, Any]) -> list[Any]:
    names = _names(graph)
    return [values["cost"], *(values[name] for name in names), *(gradients[name] for name in names)]


def _graph(case: Case) -> Graph:
    graph: Any = case.call.args[0]
    return list(graph)


def _names(graph: Graph) -> list[str]:
    return [name for name, _, _ in graph]


def _sources(graph: Graph) -> dict[str, list[str]]:
    return {name: [] if kind == "Input" else given for name, kind, given in graph}


def _below(graph: Graph, name: str) -> set[str]:
    """The node and all that it is computed from."""
    return {name}.union(*(_below(graph, source) for source in _sources(graph)[name]))


def _of_target(graph: Graph) -> set[str]:
    """What only the target is computed from, itself included."""
    prediction, target = _sources(graph)["cost"]
    return _below(graph, target) - _below(graph, prediction)


def picked(view: str, graph: Graph) -> list[int]:
    """Which entries of a report a check judges, in the order of the passes: the first wrong one is where it went wrong.

    The cost itself, and what only the target is computed from, have a check of their own.
    """
    aside = {"cost"} | _of_target(graph)
    names, count = _names(graph), len(graph)
    values = list(range(1, count + 1))
    backwards = [(name, 1 + count + at) for at, name in enumerate(names)][::-1]
    main, ends = ([at for name, at in backwards if (name in aside) == is_aside] for is_aside in (False, True))
    return {"values": [*values, 0], "nodes": values, "ends": ends, "again": [*values, 0, *main]}.get(view, main)


# --- the simplest cases --------------------------------------------------------------------------------------------


Rows: TypeAlias = list[list[float]] | list[float]


def _simple(*lines: str, **inputs: Rows) -> Graph:
    return graph_with(*lines, **{name: np.array(value) for name, value in inputs.items()})


def simple_order() -> list[Case]:
    """Graphs that have one order only, as far as the classes tell."""
    lines = ("s = Sigmoid(x)", "t = Sigmoid(s)")
    graphs = [
        _simple("cost = MSE(x, y)", x=[[4.0]], y=[[1.0]]),
        _simple(lines[0], "cost = MSE(s, x)", x=[[4.0]]),
        _simple(*lines, "cost = MSE(t, x)", x=[[4.0]]),
        _simple(*lines, "cost = MSE(x, t)", x=[[4.0]]),
    ]
    return [_order_shown(graph) for graph in graphs]


def _order_shown(graph: Graph) -> Case:
    case = Case(Call("topological_order", (graph,), via_driver="ordered"))
    right = Written(shown_value([kind for _, kind, _ in graph], 6))
    text = f"{built(graph)}; [type(node).__name__ for node in topological_order(cost)]"
    return replace(case, repros=(Repro(text, right, partial(_kinds, graph)),))


def _kinds(graph: Graph, answer: Value) -> Value:
    """Name the classes of the nodes in a list that the driver tells of."""
    match answer:
        case ["NoneType", list()]:
            raise TypeError("'NoneType' object is not iterable")
        case [list() as places, list()] if all(isinstance(at, int) and at < len(graph) for at in places):
            return [graph[at][1] for at in places if isinstance(at, int)]
    raise ValueError(answer)  # nothing tells of what class the others are


def simple_values() -> list[Case]:
    """One node of each kind, of one entry and of more; a network of single numbers."""
    return [_run_shown("values", graph) for graph in _simple_chains()]


def simple_gradients() -> list[Case]:
    """One node of each kind, of one entry and of more; a network of single numbers."""
    return [_run_shown("gradients", graph) for graph in _simple_chains()]


def _simple_chains() -> list[Graph]:
    layer, cost = "l = Linear(X, W, b)", "cost = MSE(l, y)"
    two: dict[str, Rows] = {"X": [[2.0, -1.0], [0.5, 3.0]], "W": [[1.0, -2.0], [4.0, 0.5]], "b": [0.5, -1.0]}
    return [
        _simple("cost = MSE(x, y)", x=[[4.0]], y=[[1.0]]),
        _simple("cost = MSE(x, y)", x=[[4.0, -2.0]], y=[[1.0, 3.0]]),
        _simple("s = Sigmoid(z)", "cost = MSE(s, y)", z=[[2.0]], y=[[3.0]]),
        _simple(layer, cost, X=[[2.0]], W=[[-3.0]], b=[0.5], y=[[1.0]]),
        _simple(layer, cost, **two, y=[[1.0, 2.0], [-3.0, 4.0]]),
        _simple("W = Sigmoid(V)", layer, cost, X=[[2.0]], V=[[-1.0]], b=[0.5], y=[[1.0]]),
    ]


def simple_ends() -> list[Case]:
    """A target of one entry, of two; one that is computed."""
    graphs = [
        _simple("cost = MSE(x, y)", x=[[4.0]], y=[[1.0]]),
        _simple("cost = MSE(x, y)", x=[[4.0, -2.0]], y=[[1.0, 3.0]]),
        _simple("s = Sigmoid(z)", "cost = MSE(x, s)", x=[[3.0]], z=[[2.0]]),
    ]
    return [_run_shown("ends", graph) for graph in graphs]


def simple_shared() -> list[Case]:
    """A node used twice by the same node, by two others, as input and target; all of single numbers."""
    last = "cost = MSE(l, y)"
    single: dict[str, Rows] = {"x": [[2.0]], "b": [0.5], "y": [[1.0]]}
    graphs = [
        _simple("l = Linear(x, x, b)", last, **single),
        _simple("s = Sigmoid(x)", "l = Linear(x, s, b)", last, **single),
        _simple("s = Sigmoid(x)", "l = Linear(s, x, b)", last, **single),
        _simple("h = Linear(x, w, b)", "l = Linear(h, w, b)", last, **single, w=[[-3.0]]),
        _simple("h = Sigmoid(x)", "s = Sigmoid(h)", "l = Linear(h, s, b)", last, **single),
        _simple("h = Sigmoid(x)", "s = Sigmoid(h)", "l = Linear(s, h, b)", last, **single),
        _simple("s = Sigmoid(x)", "cost = MSE(s, x)", x=[[2.0]]),
    ]
    return [_run_shown("shared", graph) for graph in graphs]


def simple_again() -> list[Case]:
    """A cost alone, whose x is replaced; a layer of single numbers, whose x and w are."""
    cost = _simple("cost = MSE(x, y)", x=[[4.0]], y=[[1.0]])
    lines = ("l = Linear(x, w, b)", "s = Sigmoid(l)", "cost = MSE(s, y)")
    layer = _simple(*lines, x=[[2.0]], w=[[-1.0]], b=[0.5], y=[[3.0]])
    new = [["x", np.array([[-1.0]])], ["w", np.array([[0.5]])]]
    return [_again_shown(cost, new[:1]), _again_shown(layer, new)]


def _run_shown(view: str, graph: Graph) -> Case:
    case = _run(graph)
    return replace(case, repros=tuple(_node_lines(case, picked(view, graph), f"{built(graph)}; backpropagate(cost)")))


def _again_shown(graph: Graph, changes: list[list[Any]]) -> Case:
    case, size, picks = _run_again(graph, changes), 2 * len(graph) + 1, picked("again", graph)
    twice = f"{built(graph)}; backpropagate(cost); backpropagate(cost)"
    new = "; ".join(f"{name}.value = {written(value)}" for name, value in changes)
    lines = _node_lines(case, [size + pick for pick in picks], twice)
    lines += _node_lines(case, [2 * size + pick for pick in picks], f"{twice}; {new}; backpropagate(cost)")
    return replace(case, repros=tuple(lines))


def _node_lines(case: Case, picks: Sequence[int], text: str) -> list[Repro]:
    """For each of these entries of the report, what shows it after `text`; the cost is what `text` itself gives."""
    assert isinstance(case.expected, tuple)  # noqa: S101 -- the helpers made it
    parts = [(at, case.expected[at]) for at in picks]
    return [
        Repro(text if part.name == "cost" else f"{text}; {part.name}", part, partial(_entry, case, at))
        for at, part in parts
    ]


def _entry(case: Case, at: int, report: Value) -> Value:
    if not isinstance(report, list) or not _is_report(case, report):
        raise ValueError(report)
    return report[at]


def built(graph: Graph) -> str:
    """Write the statements that build a graph."""
    nodes = (
        f"{name} = {kind}({written(given) if kind == 'Input' else ', '.join(given)})" for name, kind, given in graph
    )
    return "; ".join(nodes)


# --- judging -------------------------------------------------------------------------------------------------------

IN_GRAPH = Text(en="{why}. The graph: {graph}", pt="{why}. O grafo: {graph}")
MALFORMED = Text(
    en="what came back is no report of the graph's nodes; something in your code changes how it is called",
    pt="o que voltou não é um relato dos nós do grafo; algo no seu código altera a forma como ele é chamado",
)
MALFORMED_HELP = Text(
    en="Leave only your classes, functions and imports in the file.",
    pt="Deixe no arquivo apenas as suas classes, funções e imports.",
)
NONE_WHY = Text(
    en="`{function}`: {name} is still None afterwards", pt="`{function}`: {name} continua None depois da chamada"
)
NONE_HELP = Text(
    en="Which line should set it? Is that line reached for this node, and does it set this very attribute?",
    pt="Que linha deveria defini-lo? Ela é executada para este nó, e define exatamente este atributo?",
)
UNWRITTEN = Text(
    en="`{function}`, or something it uses, is not written yet ({where})",
    pt="`{function}`, ou algo que ela usa, ainda não foi escrito ({where})",
)
INTERFACE_HELP = Text(
    en="From outside are used: Input(value), Linear(X, W, b), Sigmoid(z), MSE(prediction, target), topological_order(cost), backpropagate(cost), with their arguments by position, and of each node .inputs, .value and .gradient.",
    pt="De fora se usam: Input(value), Linear(X, W, b), Sigmoid(z), MSE(prediction, target), topological_order(cost), backpropagate(cost), com os argumentos por posição, e de cada nó .inputs, .value e .gradient.",
)
NONE_OPERAND_HELP = Text(
    en="In that line something is still None: a value not yet computed, or a gradient that nothing has reached yet. Which nodes must have had their turn before this one, and does your order see to it?",
    pt="Nessa linha algo ainda é None: um valor ainda não calculado, ou um gradiente ao qual nada chegou ainda. Que nós precisam ter tido a vez antes deste, e a sua ordem garante isso?",
)
NONE_OPERAND = (
    r"operand type.*NoneType|type NoneType|NoneType' object has no|operand \d does not have enough dimensions"
)
SECOND = Text(en="called a second time, {why}", pt="na segunda chamada, {why}")
RENEWED = Text(
    en="called again after {names} were given new values, {why}",
    pt="chamada de novo depois que {names} receberam novos valores, {why}",
)
CHANGED_WHY = Text(
    en="`{function}` changed an array that was given to an Input",
    pt="`{function}` alterou um array que tinha sido passado a um Input",
)
CHANGED_HELP = Text(
    en="`+=`, `-=`, `*=` and `x[...] =` write into the array itself. Learning is not part of a pass: weights are changed by whoever called.",
    pt="`+=`, `-=`, `*=` e `x[...] =` escrevem no próprio array. Aprender não faz parte de uma passagem: quem altera os pesos é quem chamou.",
)
WAITS = Text(en="not judged: it waits for “{needed}” to pass", pt="não avaliado: espera que “{needed}” passe")
WAITS_HELP = Text(
    en="These numbers are computed from those; mend the other one first, then this one is judged.",
    pt="Estes números são calculados a partir daqueles; corrija o outro primeiro, e então este será avaliado.",
)
AWAITED = {"gradients": (("nodes", "values"),), "ends": (("nodes", "values"), ("gradients", "gradients"))}


def shown(graph: Graph) -> str:
    """Write a graph as a learner would, with the shapes of its inputs."""
    inputs = ", ".join(f"{name} {given.shape}" for name, kind, given in graph if kind == "Input")
    nodes = [f"{name} = {kind}({', '.join(given)})" for name, kind, given in graph if kind != "Input"]
    return "; ".join([f"Input: {inputs}", *nodes])


def judge_graphs(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge what a check looks at in every report; what it is computed from must be right before it can be wrong."""
    runs = list(zip(cases, outcomes, strict=False))
    if any(isinstance(outcome, Returned) and not _is_report(case, outcome.value) for case, outcome in runs):
        return Verdict("failed", MALFORMED(), MALFORMED_HELP())
    if check.id == "shared" and _wrong(exercise, check, "ends", runs):  # and so is X where it is the target
        runs = [run for run in runs if _sources(_graph(run[0]))["cost"][1] != "X"]
    view = "gradients" if check.id == "again" and _wrong(exercise, check, "values", runs, turns=1) else check.id
    verdict = _judged(exercise, check, view, runs)
    if verdict.status in ("failed", "error"):
        early = check.id == "ends" and len(runs) < len(cases)  # graphs like these have raised before, too
        for before, needed in AWAITED.get(check.id, ()):
            if early or _wrong(exercise, check, before, runs):
                title = next(other.title for other in exercise.checks if other.id == needed)
                return Verdict("waiting", WAITS(needed=title), WAITS_HELP())
    changed = [run for run in runs if isinstance(run[1], Returned) and run[1].changed]
    if check.id == "values" and changed:  # Inputs are made alike in all graphs: once is enough
        graph, function = shown(_graph(changed[0][0])), changed[0][0].call.function
        why = IN_GRAPH(why=CHANGED_WHY(function=function), graph=graph)
        failed = Verdict("failed", why, CHANGED_HELP(), evidence={"function": function, "call": graph})
        return diagnose_change(check, failed) if verdict.status == "passed" else failed
    return verdict


def _is_report(case: Case, value: Value) -> bool:
    return isinstance(value, list) and isinstance(case.expected, tuple) and len(value) == len(case.expected)


def _seen(view: str, run: Run, turns: Sequence[int]) -> Run:
    """Give what a view picks of the reports of some turns."""
    (case, outcome), size = run, 2 * len(_graph(run[0])) + 1
    picks = [turn * size + pick for turn in turns for pick in picked(view, _graph(case))]
    told: Any = outcome.value if isinstance(outcome, Returned) else ()
    expected: Any = case.expected
    if isinstance(outcome, Returned):
        outcome = replace(outcome, value=[told[pick] for pick in picks], changed=(), earlier_changed=False)
    return replace(case, expected=tuple(expected[pick] for pick in picks)), outcome


def _turns(case: Case) -> range:
    assert isinstance(case.expected, tuple)  # noqa: S101 -- the plans see to it
    return range(len(case.expected) // (2 * len(_graph(case)) + 1))


def _wrong(exercise: Exercise, check: Check, view: str, runs: Sequence[Run], turns: int | None = None) -> bool:
    """Whether anything that a view sees is wrong; runs that did not come to an end are no matter here."""
    rows = [_seen(view, run, [turn]) for run in runs if isinstance(run[1], Returned) for turn in _turns(run[0])]
    return _first_wrong(exercise, check, rows[:turns])[1].status != "passed"


def _first_wrong(exercise: Exercise, check: Check, rows: Sequence[Run]) -> tuple[int, Verdict]:
    plain, verdict = replace(check, judge=None, mistakes=()), Verdict("passed", MALFORMED())
    for at in range(len(rows)):
        cases, outcomes = zip(*rows[: at + 1], strict=True)
        verdict = judge_values(exercise, plain, cases, outcomes)
        if verdict.status != "passed":
            return at, verdict
    return len(rows), verdict


def _judged(exercise: Exercise, check: Check, view: str, runs: Sequence[Run]) -> Verdict:
    """Judge as usual; then say in which graph it was, at which turn, and which mistake it is."""
    rows = [(run, turn) for run in runs for turn in (_turns(run[0]) if isinstance(run[1], Returned) else (0,))]
    at, verdict = _first_wrong(exercise, check, [_seen(view, run, [turn]) for run, turn in rows])
    if verdict.status in ("passed", "waiting"):
        return verdict
    (case, outcome), turn = rows[at]
    match outcome:
        case Raised(kind="NotImplementedError", where=where):
            unwritten = UNWRITTEN(function=case.call.function, where=placed(where))
            return replace(verdict, rationale=unwritten, evidence={**verdict.evidence, "call": shown(_graph(case))})
        case Raised():
            verdict = _raised(verdict, outcome)
        case Returned():
            verdict = _without_none(verdict, *_seen(view, rows[at][0], [turn]))
        case _:
            return verdict
    why, graph = verdict.rationale, shown(_graph(case))
    if turn:
        changes: Any = case.call.args[1]
        why = SECOND(why=why) if turn == 1 else RENEWED(why=why, names=", ".join(name for name, _ in changes))
    verdict = replace(verdict, rationale=IN_GRAPH(why=why, graph=graph), evidence={**verdict.evidence, "call": graph})
    cases, outcomes = zip(*(_seen(view, _filled(run), _turns(run[0])) for run in runs), strict=True)
    known = tuple(replace(mistake, formula=_as_seen(view, mistake)) for mistake in check.mistakes)
    return diagnose(exercise, replace(check, mistakes=known), cases, outcomes, verdict)


def _filled(run: Run) -> Run:
    """Put zeros in place of None: for the diagnosis a gradient that was never set is one to which nothing was added."""
    case, outcome = run
    if not isinstance(outcome, Returned) or not isinstance(outcome.value, list) or not isinstance(case.expected, tuple):
        return run
    pairs = zip(outcome.value, case.expected, strict=True)
    return case, replace(outcome, value=[np.zeros(part.value.shape) if one is None else one for one, part in pairs])


def _as_seen(view: str, mistake: Mistake) -> Callable[..., Value] | None:
    """The part of a mistake's reports that a view picks."""
    if mistake.formula is None:
        return None

    def formula(graph: Graph, *rest: Any) -> Value:  # noqa: ANN401 -- as the mistake's formula takes
        told: Any = mistake.formula and mistake.formula(graph, *rest)
        size = 2 * len(graph) + 1
        return tuple(told[start + pick] for start in range(0, len(told), size) for pick in picked(view, graph))

    return formula


def _raised(verdict: Verdict, outcome: Raised) -> Verdict:
    if not outcome.where:
        return replace(verdict, help=INTERFACE_HELP())
    none = re.search(NONE_OPERAND, outcome.message)
    return replace(verdict, help=NONE_OPERAND_HELP()) if none else verdict


def _without_none(verdict: Verdict, case: Case, outcome: Outcome) -> Verdict:
    """Say of an attribute that is None that it is, not that something returned it."""
    told: Any = outcome.value if isinstance(outcome, Returned) else ()
    assert isinstance(case.expected, tuple)  # noqa: S101 -- the plans see to it
    for value, expected in zip(told, case.expected, strict=True):
        wrong = verdict.rationale.text is VALUE_WHY and verdict.rationale.values["name"] == expected.name
        if wrong and value is None:
            if "." not in expected.name:
                return replace(verdict, help=RETURNED_NONE_HELP())
            return replace(
                verdict, rationale=NONE_WHY(function=case.call.function, name=expected.name), help=NONE_HELP()
            )
    return verdict


NO_LIST = Text(
    en="`topological_order` returned {what}, where a list of nodes is expected",
    pt="`topological_order` devolveu {what}, e o esperado é uma lista de nós",
)
LIST_HELP = Text(
    en="Collect the nodes in a list, and return that list.", pt="Junte os nós numa lista e devolva essa lista."
)
STRANGER = Text(
    en="entry {at} of the list is no node of this graph", pt="a entrada {at} da lista não é nenhum nó deste grafo"
)
STRANGER_HELP = Text(
    en="The list holds the nodes themselves, not their values or names, and nothing of graphs built earlier: start with an empty list in every call.",
    pt="A lista contém os próprios nós, não valores nem nomes deles, e nada de grafos montados antes: comece com uma lista vazia a cada chamada.",
)
ABSENT = Text(en="the list lacks {names}", pt="na lista falta {names}")
ABSENT_HELP = Text(
    en="Starting at the cost, follow `.inputs`, then the inputs of the inputs, until there are none; the cost belongs to the list as well.",
    pt="Partindo do custo, siga `.inputs`, depois as entradas das entradas, até não haver mais nenhuma; o próprio custo também entra na lista.",
)
TWICE = Text(en="{name} stands {count} times in the list", pt="{name} aparece {count} vezes na lista")
TOO_EARLY = Text(
    en="{name} stands before {source}, which it is computed from; the order: {order}",
    pt="{name} aparece antes de {source}, a partir do qual é calculado; a ordem: {order}",
)
LINKS = Text(
    en="`.inputs` of {name} must be a list or tuple of the nodes it is computed from ({expected}), and it is not",
    pt="`.inputs` de {name} deve ser uma lista ou tupla dos nós a partir dos quais é calculado ({expected}), e não é",
)
LINKS_HELP = Text(
    en="Everything that walks through the graph relies on `.inputs`; an Input has an empty one.",
    pt="Tudo o que percorre o grafo depende de `.inputs`; num Input ele é vazio.",
)
NOTHING = Text(en="none", pt="nenhum")
ORDERED = Text(en="right in {cases} graphs", pt="correto em {cases} grafos")


def judge_order(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge an order by what makes it one: all nodes, each once, after its inputs."""
    found: list[tuple[Verdict, Mistake | None]] = []
    for case, outcome in zip(cases, outcomes, strict=False):
        graph, mistake = shown(_graph(case)), None
        if isinstance(outcome, Returned):
            why, help_, mistake = _disorder(_graph(case), outcome.value)
            if why is None:
                continue
            failed = Verdict("failed", why, help_, evidence={"function": case.call.function})
        else:
            failed = verdict_on_failure(exercise, case.call, outcome)
        if isinstance(outcome, Raised):
            failed = _raised(failed, outcome)
        if failed.status != "not_attempted" and isinstance(outcome, Returned | Raised):
            failed = replace(failed, rationale=IN_GRAPH(why=failed.rationale, graph=graph))
        found.append((replace(failed, evidence={**failed.evidence, "call": graph}), mistake))
    if not found:
        return Verdict("passed", ORDERED(cases=len(cases)))
    verdict, mistake = found[0]
    kinds = {one.id if one else "" for _, one in found}
    return named(verdict, mistake) if mistake and len(kinds) == 1 else verdict


def _disorder(graph: Graph, value: Value) -> tuple[Message | None, Message, Mistake | None]:
    """Say what keeps a list from being a topological order, if anything does, and which mistake that is."""
    names, sources = _names(graph), _sources(graph)
    match value:
        case [str() as kind, list()]:
            return NO_LIST(what="None" if kind == "NoneType" else OBJECT_OF(name=kind)), LIST_HELP(), None
        case [list() as places, list() as links] if len(links) == len(names):
            pass
        case _:
            return MALFORMED(), MALFORMED_HELP(), None
    known = {at: name for at, name in enumerate(names)}  # noqa: C416 -- as said
    order = [known.get(place) if isinstance(place, int) else None for place in places]
    for name, link in zip(names, links, strict=True):
        held = [known.get(at) if isinstance(at, int) else None for at in link] if isinstance(link, list) else None
        if held is None or set(held) != set(sources[name]):
            return LINKS(name=name, expected=", ".join(sources[name]) or NOTHING), LINKS_HELP(), None
    told = [name for name in order if name]
    if len(told) < len(order):
        return STRANGER(at=order.index(None)), STRANGER_HELP(), None
    absent = [name for name in names if name not in told]
    if absent:
        return ABSENT(names=", ".join(absent)), ABSENT_HELP(), None
    for name in told:
        if told.count(name) > 1:
            return TWICE(name=name, count=told.count(name)), ORDER_HELP(), VISITED_TWICE
    early = _early(told, sources)
    if early is None:
        return None, ORDER_HELP(), None
    backwards = _early(told[::-1], sources) is None
    why = TOO_EARLY(name=early[0], source=early[1], order=", ".join(told))
    return why, ORDER_HELP(), REVERSED if backwards else UNORDERED


def _early(order: Sequence[str], sources: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """Find a node that stands before one of its inputs."""
    for at, name in enumerate(order):
        for source in sources[name]:
            if source in order[at:]:
                return name, source
    return None


# --- known mistakes ------------------------------------------------------------------------------------------------


def true_share(kind: str, at: int, upstream: Array, inputs: Sequence[Array]) -> Array:
    """What a node of this kind hands to its input `at`."""
    moved = [_nudged(value) if at == place else value for place, value in enumerate(inputs)]
    slopes = RULES[kind](*moved).imag / STEP
    product = slopes * upstream
    shares: Array = product.reshape(len(slopes), -1).sum(axis=1).reshape(np.shape(inputs[at]))
    return shares


def swept(
    graph: Graph,
    share: Share = true_share,
    visits: Sequence[str] = (),
    keep: Callable[[Array, Array], Array] = np.add,
    start: Mapping[str, Array] | None = None,
    values: Mapping[str, Any] | None = None,
) -> Arrays:
    """Gradients as mistaken code finds them: the nodes in the order of `visits`, each handing its inputs their shares.

    `keep` makes one of what a node has and of what comes; `start` is what nodes have before anything comes.
    """
    values = values or values_of(graph)
    found: Arrays = {"cost": np.array(1.0), **(start or {})}
    kinds = {name: kind for name, kind, _ in graph}
    for name in visits or _names(graph)[::-1]:
        sources = _sources(graph)[name]
        for at, source in enumerate(sources):
            upstream = found.get(name, np.zeros(np.shape(values[name])))
            part = share(kinds[name], at, upstream, [values[one] for one in sources])
            found[source] = keep(found[source], part) if source in found else part
    return {name: found.get(name, np.zeros(np.shape(values[name]))) for name in _names(graph)}


def _walk(graph: Graph, *, by_depth: bool, once: bool) -> list[str]:
    """Walk from the cost to the inputs without waiting for all the users of a node, by depth or by breadth."""
    waiting, visited = ["cost"], list[str]()
    while waiting:
        name = waiting.pop(0)
        if once and name in visited:
            continue
        visited.append(name)
        sources = _sources(graph)[name]
        waiting = [*sources, *waiting] if by_depth else [*waiting, *sources]
    return visited


def _paths(graph: Graph, name: str = "cost") -> list[str]:
    """List the nodes after their inputs, and once for each path to them."""
    return [*(one for source in _sources(graph)[name] for one in _paths(graph, source)), name]


def _sigma(z: Array) -> Array:
    return np.asarray(RULES["Sigmoid"](z))


def _found(**options: Any) -> Callable[..., Value]:  # noqa: ANN401 -- those of `swept`, or functions of the graph
    """The report of a run whose gradients are found with `swept(graph, **options)`."""

    def formula(graph: Graph) -> Value:
        given = {name: option(graph) if name == "visits" else option for name, option in options.items()}
        return tuple(_told(graph, values_of(graph), swept(graph, **given)))

    return formula


def _handing(kind: str, *places: int, share: Callable[..., Array]) -> Callable[..., Value]:
    """One kind of node hands wrong shares to some of its inputs: `share(upstream, right, *inputs)`."""

    def shares(of: str, at: int, upstream: Array, inputs: Sequence[Array]) -> Array:
        right = true_share(of, at, upstream, inputs)
        return share(upstream, right, *inputs) if of == kind and at in places else right

    return _found(share=shares)


def _left_out(chosen: Callable[[Graph], set[str]]) -> Callable[..., Value]:
    """Right gradients, but zeros for the chosen nodes."""

    def formula(graph: Graph) -> Value:
        found = {name: right * (name not in chosen(graph)) for name, right in gradients_of(graph).items()}
        return tuple(_told(graph, values_of(graph), found))

    return formula


def _in_place(graph: Graph) -> Value:
    """A Sigmoid multiplies its own gradient by its slope and hands on the very array."""
    right = gradients_of(graph)
    own = {name: right[given[0]] for name, kind, given in graph if kind == "Sigmoid"}
    return tuple(_told(graph, values_of(graph), right | own))


def _forward(**rules: Callable[..., Any]) -> Callable[..., Value]:
    return lambda graph: tuple(_told(graph, values_of(graph, {**RULES, **rules}), gradients_of(graph)))


def _piling_up(seed: float, kinds: str) -> Callable[..., Value]:
    """Gradients of nodes of these kinds are not set to zero between calls; that of the cost starts `seed` higher."""

    def formula(graph: Graph, changes: Sequence[Sequence[Any]]) -> Value:
        told, found = list[Any](), dict[str, Array]()
        for call, now in enumerate((graph, graph, _changed(graph, changes))):
            start = {name: found[name] for name, kind, _ in graph if name in found and kind in kinds}
            found = swept(now, start=start | {"cost": np.array(1 + seed * call)})
            told += _told(now, values_of(now), found)
        return tuple(told)

    return formula


def _outdated(*, restored: bool = False, cached: bool = False) -> Callable[..., Value]:
    """Computed nodes keep their first values; inputs are restored to theirs, or gradients kept, where it says so."""

    def formula(graph: Graph, changes: Sequence[Sequence[Any]]) -> Value:
        first = values_of(graph)
        new = first if restored else first | {name: value for name, value in changes}  # noqa: C416 -- as said
        found = gradients_of(graph) if cached or restored else swept(graph, values=new)
        once = _told(graph, first, gradients_of(graph))
        return (*once, *once, *_told(graph, new, found))

    return formula


# What each mistake does, and where to look: (why, next).
SAID: dict[str, tuple[Text, Text]] = {
    "not-in-topological-order": (
        Text(
            en="A node has its turn before those that it must wait for: forward these are its inputs, backward all the nodes that use it.",
            pt="Um nó tem a sua vez antes daqueles por quem precisa esperar: para frente, são as suas entradas; para trás, todos os nós que o usam.",
        ),
        Text(
            en="Draw a graph in which a short and a long path lead to the same node. When may that node have its turn?",
            pt="Desenhe um grafo em que um caminho curto e um longo levam ao mesmo nó. Quando esse nó pode ter a sua vez?",
        ),
    ),
    "order-reversed": (
        Text(
            en="The order is a right one for the backward pass: it runs from the cost to the inputs.",
            pt="A ordem serve para a passagem para trás: vai do custo até as entradas.",
        ),
        Text(
            en="Inputs first, the cost last; a node is added once its inputs are there.",
            pt="As entradas primeiro, o custo por último; um nó só entra quando as suas entradas já estão lá.",
        ),
    ),
    "node-visited-twice": (
        Text(
            en="A node that two others use has its turn twice, once for each of them; going backward it then hands on its gradient twice.",
            pt="Um nó usado por dois outros tem a sua vez duas vezes, uma para cada um deles; na volta, ele entrega o seu gradiente duas vezes.",
        ),
        Text(en="How could the walk remember where it has been?", pt="Como lembrar por onde já se passou?"),
    ),
    "bias-forgotten": (
        Text(
            en="The values of Linear are those of X W: the bias b is not added.",
            pt="Os valores de Linear são os de X W: o viés b não foi somado.",
        ),
        Text(en="You wrote this layer in 06.", pt="Você escreveu essa camada em 06."),
    ),
    "sum-not-mean": (
        Text(
            en="These are the numbers for the sum of the squares; the cost is their mean.",
            pt="Estes são os números da soma dos quadrados; o custo é a média deles.",
        ),
        Text(en="How many entries does the mean run over?", pt="A média é sobre quantas entradas?"),
    ),
    "error-sign-flipped": (
        Text(
            en="Every gradient is right but for its sign, from the prediction on: the difference is taken the wrong way round.",
            pt="Todos os gradientes estão certos, menos o sinal, a partir da previsão: a diferença está invertida.",
        ),
        Text(
            en="If the prediction is above the target and rises, does the cost rise or fall?",
            pt="Se a previsão está acima do alvo e sobe, o custo sobe ou desce?",
        ),
    ),
    "missing-factor-two": (
        Text(
            en="Every gradient is half the right one: the 2 that comes down from the square is missing.",
            pt="Todos os gradientes são metade do certo: falta o 2 que desce do quadrado.",
        ),
        Text(en="What is the derivative of e²?", pt="Qual é a derivada de e²?"),
    ),
    "missing-upstream": (
        Text(
            en="Sigmoid hands on its own slope alone: the gradient that has reached it is not in the product.",
            pt="Sigmoid entrega só a própria inclinação: o gradiente que chegou até ela não entra no produto.",
        ),
        Text(en="Which attribute holds what has arrived from above?", pt="Que atributo guarda o que chegou de cima?"),
    ),
    "sigmoid-applied-twice": (
        Text(
            en="The slope of Sigmoid is computed from σ(.value), and .value is σ(z) already.",
            pt="A inclinação de Sigmoid é calculada a partir de σ(.value), mas .value já é σ(z).",
        ),
        Text(
            en="Two conventions exist, from z and from the output. Which does your formula take?",
            pt="Há duas convenções, a partir de z e a partir da saída. Qual delas a sua fórmula usa?",
        ),
    ),
    "derivative-formula-on-preactivation": (
        Text(
            en="The slope of Sigmoid is computed as z·(1 − z); the short formula holds for the output.",
            pt="A inclinação de Sigmoid é calculada como z·(1 − z); a fórmula curta vale para a saída.",
        ),
        Text(
            en="Whose .value does the formula need, the input's or its own?",
            pt="A fórmula precisa do .value de quem: da entrada ou do próprio nó?",
        ),
    ),
    "own-gradient-overwritten": (
        Text(
            en="What Sigmoid hands on is right, but its own .gradient has become the same: it was multiplied in place, or both are one array.",
            pt="O que Sigmoid entrega está certo, mas o seu próprio .gradient ficou igual: foi multiplicado no lugar, ou os dois são o mesmo array.",
        ),
        Text(
            en="`a *= b` changes the array a itself. A share needs an array of its own.",
            pt="`a *= b` altera o próprio array a. A parte entregue precisa de um array só dela.",
        ),
    ),
    "weight-not-transposed": (
        Text(
            en="Linear hands X the numbers of G W, G being its gradient. Backward the signal runs from the k outputs to the d features.",
            pt="Linear entrega a X os números de G W, sendo G o seu gradiente. Na volta, o sinal vai das k saídas para as d características.",
        ),
        Text(
            en="Write the shapes side by side, as in 06: (n, k) times what gives (n, d)?",
            pt="Escreva os shapes lado a lado, como em 06: (n, k) vezes o quê dá (n, d)?",
        ),
    ),
    "bias-gradient-not-summed": (
        Text(
            en="Linear hands b one row per example; b has shape (k,) and collects from all rows.",
            pt="Linear entrega a b uma linha por exemplo; b tem shape (k,) e recolhe de todas as linhas.",
        ),
        Text(en="What becomes of the axis of rows? See 06.", pt="O que acontece com o eixo das linhas? Veja 06."),
    ),
    "input-gradient-missing": (
        Text(
            en="The nodes between are right, but the Input nodes have no gradient; theirs is what learning is about.",
            pt="Os nós intermediários estão certos, mas os nós Input ficam sem gradiente; é justamente o deles que serve para aprender.",
        ),
        Text(
            en="Which nodes does your loop leave out, or whose share is thrown away?",
            pt="Que nós o seu laço deixa de fora, ou a parte de quem é descartada?",
        ),
    ),
    "target-gradient-missing": (
        Text(
            en="MSE hands its target nothing; but the cost depends on the target as it does on the prediction.",
            pt="MSE não entrega nada ao alvo; mas o custo depende do alvo assim como depende da previsão.",
        ),
        Text(
            en="What happens to (prediction − target)² if the target rises a little?",
            pt="O que acontece com (prediction − target)² se o alvo sobe um pouco?",
        ),
    ),
    "target-gradient-sign": (
        Text(
            en="The target is handed the share of the prediction; raising the one lowers the difference that raising the other increases.",
            pt="O alvo recebe a mesma parte que a previsão; aumentar um diminui a diferença que aumentar o outro faz crescer.",
        ),
        Text(
            en="Differentiate (prediction − target)² with respect to the target.",
            pt="Derive (prediction − target)² em relação ao alvo.",
        ),
    ),
    "cost-gradient-missing": (
        Text(
            en="The cost's own gradient is not set; as the cost is a node too, its gradient is ∂cost/∂cost.",
            pt="O gradiente do próprio custo não foi definido; o custo também é um nó, e o gradiente dele é ∂custo/∂custo.",
        ),
        Text(
            en="If the cost rises by ε, by how much does the cost rise?",
            pt="Se o custo sobe ε, quanto sobe o custo?",
        ),
    ),
    "fan-out-overwritten": (
        Text(
            en="A node that is used more than once has only the share that came last: the earlier ones were overwritten.",
            pt="Um nó usado mais de uma vez fica só com a parte que chegou por último: as anteriores foram sobrescritas.",
        ),
        Text(
            en="What must happen to a share if others have already been handed in?",
            pt="O que deve acontecer com uma parte quando outras já foram entregues?",
        ),
    ),
    "first-share-kept": (
        Text(
            en="A node that is used more than once has only the share that came first; the later ones were dropped.",
            pt="Um nó usado mais de uma vez fica só com a parte que chegou primeiro; as seguintes foram descartadas.",
        ),
        Text(
            en="What must happen to a share if others have already been handed in?",
            pt="O que deve acontecer com uma parte quando outras já foram entregues?",
        ),
    ),
    "gradient-accumulates-across-calls": (
        Text(
            en="The gradients of the call before are still there, and the new shares are added to them. (pytorch does that on purpose; here each call starts anew.)",
            pt="Os gradientes da chamada anterior ainda estão lá, e as novas partes são somadas a eles. (O pytorch faz isso de propósito; aqui, cada chamada começa do zero.)",
        ),
        Text(
            en="What should every node's gradient be before the backward pass begins?",
            pt="Quanto deve valer o gradiente de cada nó antes de começar a passagem para trás?",
        ),
    ),
    "changed-input-ignored": (
        Text(
            en="After an Input was given a new value, numbers of the old one are still in use: not all is computed anew.",
            pt="Depois que um Input recebeu um novo valor, ainda se usam números do antigo: nem tudo é calculado de novo.",
        ),
        Text(
            en="What is kept from the first call, or from the constructor?",
            pt="O que fica guardado da primeira chamada, ou do construtor?",
        ),
    ),
}


def _known(*formulas: tuple[str, Callable[..., Value]]) -> tuple[Mistake, ...]:
    return tuple(Mistake(id_, *SAID[id_], formula=formula) for id_, formula in formulas)


UNORDERED = Mistake("not-in-topological-order", *SAID["not-in-topological-order"], raises=NONE_OPERAND)
REVERSED = Mistake("order-reversed", *SAID["order-reversed"])
VISITED_TWICE = Mistake("node-visited-twice", *SAID["node-visited-twice"])
ORDER_HELP = Text(
    en="A node may be added to the list once all its inputs are in it; the cost comes last.",
    pt="Um nó pode entrar na lista quando todas as suas entradas já estão nela; o custo vem por último.",
)

VALUE_MISTAKES = _known(
    ("bias-forgotten", _forward(Linear=lambda X, W, _: X @ W)),
    ("sum-not-mean", _forward(MSE=lambda p, t: np.sum((p - t) ** 2))),
)
GRADIENT_MISTAKES = _known(
    ("error-sign-flipped", _handing("MSE", 0, share=lambda _, right, *__: -right)),
    ("sum-not-mean", _handing("MSE", 0, 1, share=lambda _, right, *__: right * right.size)),
    ("missing-factor-two", _handing("MSE", 0, 1, share=lambda _, right, *__: right / 2)),
    ("missing-upstream", _handing("Sigmoid", 0, share=lambda G, _, z: true_share("Sigmoid", 0, np.ones(G.shape), [z]))),
    ("sigmoid-applied-twice", _handing("Sigmoid", 0, share=lambda G, _, z: true_share("Sigmoid", 0, G, [_sigma(z)]))),
    ("derivative-formula-on-preactivation", _handing("Sigmoid", 0, share=lambda G, _, z: G * (z - z * z))),
    ("own-gradient-overwritten", _in_place),
    ("weight-not-transposed", _handing("Linear", 0, share=lambda G, _, __, W, ___: G @ W)),
    ("bias-gradient-not-summed", _handing("Linear", 2, share=lambda G, *_: G)),
    ("input-gradient-missing", _left_out(lambda graph: {name for name, kind, _ in graph if kind == "Input"})),
    ("not-in-topological-order", _found(visits=_names)),
)
END_MISTAKES = _known(
    ("target-gradient-missing", _left_out(_of_target)),
    ("target-gradient-sign", _handing("MSE", 1, share=lambda _, right, *__: -right)),
    ("cost-gradient-missing", _left_out(lambda _: {"cost"})),
)
SHARED_MISTAKES = (
    UNORDERED,
    *_known(
        ("fan-out-overwritten", _found(keep=lambda _, new: new)),
        ("first-share-kept", _found(keep=lambda old, _: old)),
        ("node-visited-twice", _found(visits=lambda graph: _paths(graph)[::-1])),
        ("node-visited-twice", _found(visits=lambda graph: _walk(graph, by_depth=True, once=False))),
        ("node-visited-twice", _found(visits=lambda graph: _walk(graph, by_depth=False, once=False))),
        ("not-in-topological-order", _found(visits=lambda graph: _walk(graph, by_depth=True, once=True))),
        ("not-in-topological-order", _found(visits=lambda graph: _walk(graph, by_depth=False, once=True))),
    ),
)
AGAIN_MISTAKES = _known(
    ("gradient-accumulates-across-calls", _piling_up(0, "Input Linear Sigmoid")),
    ("gradient-accumulates-across-calls", _piling_up(1, "Input Linear Sigmoid")),
    ("gradient-accumulates-across-calls", _piling_up(0, "Input")),
    ("changed-input-ignored", _outdated()),
    ("changed-input-ignored", _outdated(cached=True)),
    ("changed-input-ignored", _outdated(restored=True)),
)

EXERCISE = Exercise(
    id="graph_backpropagation",
    title=Text(en="Backpropagation through a graph", pt="Backpropagation em um grafo"),
    functions=(
        Function("Input", ("value",)),
        Function("Linear", ("X", "W", "b")),
        Function("Sigmoid", ("z",)),
        Function("MSE", ("prediction", "target")),
        Function("topological_order", ("cost",)),
        Function("backpropagate", ("cost",)),
    ),
    checks=(
        Check(
            "order",
            Text(en="A topological order of the nodes", pt="Uma ordem topológica dos nós"),
            points=1,
            plan=plan_order,
            minimal_cases=simple_order,
            judge=judge_order,
            help=ORDER_HELP,
            mistakes=(UNORDERED, REVERSED, VISITED_TWICE),
        ),
        Check(
            "values",
            Text(en="The values, and the cost that is returned", pt="Os valores e o custo devolvido"),
            points=1,
            plan=plan_chains,
            minimal_cases=simple_values,
            judge=judge_graphs,
            help=Text(
                en="Compute the node named above by hand from the values of its inputs. Does it get its turn after them?",
                pt="Calcule à mão o nó citado acima, a partir dos valores das suas entradas. Ele tem a sua vez depois delas?",
            ),
            mistakes=VALUE_MISTAKES,
        ),
        Check(
            "gradients",
            Text(
                en="The gradients where each node is used once", pt="Os gradientes onde cada nó é usado uma única vez"
            ),
            points=2,
            plan=plan_chains,
            minimal_cases=simple_gradients,
            judge=judge_graphs,
            help=Text(
                en="On the way back from the cost this is the first gradient that is wrong. The node that uses it hands it its share: work that share out by hand.",
                pt="No caminho de volta a partir do custo, este é o primeiro gradiente errado. O nó que o usa lhe entrega a sua parte: calcule essa parte à mão.",
            ),
            mistakes=GRADIENT_MISTAKES,
        ),
        Check(
            "ends",
            Text(
                en="The gradients of the target and of the cost itself", pt="Os gradientes do alvo e do próprio custo"
            ),
            points=1,
            plan=plan_ends,
            minimal_cases=simple_ends,
            judge=judge_graphs,
            help=Text(
                en="The target is a node like the prediction, and may be computed itself; ∂cost/∂cost is the simplest derivative there is.",
                pt="O alvo é um nó como a previsão, e pode ele mesmo ser calculado; ∂custo/∂custo é a derivada mais simples que há.",
            ),
            mistakes=END_MISTAKES,
        ),
        Check(
            "shared",
            Text(
                en="The gradients where nodes are used more than once",
                pt="Os gradientes onde nós são usados mais de uma vez",
            ),
            points=2,
            plan=plan_meshes,
            minimal_cases=simple_shared,
            judge=judge_graphs,
            needs=("gradients",),
            help=Text(
                en="Where each node is used once, all is right. List by hand which nodes hand a share to the node named above, and in which order they have their turns.",
                pt="Onde cada nó é usado uma única vez, está tudo certo. Liste à mão quais nós entregam uma parte ao nó citado acima, e em que ordem têm a sua vez.",
            ),
            mistakes=SHARED_MISTAKES,
        ),
        Check(
            "again",
            Text(
                en="Called again, with the same and with new values",
                pt="Chamada de novo, com os mesmos valores e com novos",
            ),
            points=1,
            plan=plan_again,
            minimal_cases=simple_again,
            judge=judge_graphs,
            needs=("gradients",),
            help=Text(
                en="Every call must start from what the Input nodes hold at that moment, and from nothing else.",
                pt="Cada chamada deve partir do que os nós Input contêm naquele momento, e de mais nada.",
            ),
            mistakes=AGAIN_MISTAKES,
        ),
    ),
    hints=(
        Text(
            en="Begin with the order: to list a node, first list what it is computed from. Try it by hand on the graph of chain-rule.",
            pt="Comece pela ordem: para listar um nó, liste antes aquilo de que ele é calculado. Tente à mão no grafo de chain-rule.",
        ),
        Text(
            en="The backward passes themselves you have written: Sigmoid in 05, Linear in 06, MSE in 07. There the results were returned; here each is handed to an input's .gradient.",
            pt="As passagens para trás em si você já escreveu: Sigmoid em 05, Linear em 06, MSE em 07. Lá os resultados eram devolvidos; aqui cada um é entregue ao .gradient de uma entrada.",
        ),
        Text(
            en="A node may be handed several shares, and it does not know how many. If all gradients are zero, in the right shapes, before the first share is handed out, every share can be treated alike.",
            pt="Um nó pode receber várias partes, e não sabe quantas. Se todos os gradientes são zero, nos shapes certos, antes de a primeira parte ser entregue, todas as partes podem ser tratadas do mesmo jeito.",
        ),
        Text(
            en="`backpropagate` has four steps: the order; all values along it; a fresh gradient for each node, with that of the cost known beforehand; then the same order the other way round.",
            pt="`backpropagate` tem quatro passos: a ordem; todos os valores ao longo dela; um gradiente novo para cada nó, sendo o do custo conhecido de antemão; depois, a mesma ordem no sentido contrário.",
        ),
    ),
    texts=("chain-rule", "pytorch"),
    after=("sigmoid_backward", "linear_backward", "mse_backward"),
    minutes=50,
    reading=Text(
        en="chain-rule (“Chain Rule”, the graph included), pytorch (“Conceitos de retropropagação”)",
        pt="chain-rule (“Chain Rule”, com o grafo), pytorch (“Conceitos de retropropagação”)",
    ),
)
