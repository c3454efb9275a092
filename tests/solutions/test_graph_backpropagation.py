"""Exercise 08: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from autograder.i18n.language import LANGUAGES
from autograder.judging.model import Check, Verdict, formula_arguments, planned
from autograder.sandbox.protocol.calls import Outcome, Raised, Returned
from autograder.sandbox.protocol.values import Matrix, Opaque
from tests.solutions.sessions import (
    Wrong,
    exercise_of,
    not_passed,
    run,
    run_in_solution,
    solution_of,
    wrong_of,
)

ID = "graph_backpropagation"
SEEDS = (0, 77)
EXERCISE = exercise_of(ID)
CHECKS = {check.id: check for check in EXERCISE.checks}

HANDED = """
import numpy as np
class Node:
    def __init__(self, *inputs):
        self.inputs, self.value, self.gradient = list(inputs), None, None
    def forward(self): pass
    def backward(self): pass
class Input(Node):
    def __init__(self, value):
        super().__init__()
        self.value = value
class Linear(Node):
    def forward(self):
        X, W, b = self.inputs
        self.value = np.dot(X.value, W.value) + b.value
    def backward(self):
        X, W, b = self.inputs
        X.gradient += np.dot(self.gradient, W.value.T)
        W.gradient += np.dot(X.value.T, self.gradient)
        b.gradient += np.sum(self.gradient, axis=0)
class Sigmoid(Node):
    def forward(self):
        self.value = 1 / (1 + np.exp(-self.inputs[0].value))
    def backward(self):
        self.inputs[0].gradient += self.gradient * self.value * (1 - self.value)
class MSE(Node):
    def forward(self):
        prediction, target = self.inputs
        self.value = np.mean((prediction.value - target.value) ** 2)
    def backward(self):
        prediction, target = self.inputs
        e = self.gradient * 2 / prediction.value.size * (prediction.value - target.value)
        prediction.gradient += e
        target.gradient -= e
"""

RIGHT = {
    "a base class, += and Kahn's algorithm": HANDED
    + """
def topological_order(cost):
    found, waiting = [], [cost]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.append(node)
            waiting.extend(node.inputs)
    needs = {node: len(set(node.inputs)) for node in found}
    users = {node: [other for other in found if node in other.inputs] for node in found}
    ready, order = [node for node in found if not needs[node]], []
    while ready:
        node = ready.pop()
        order.append(node)
        for user in users[node]:
            needs[user] -= 1
            if not needs[user]:
                ready.append(user)
    return order
def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
    for node in order:
        node.gradient = np.zeros_like(node.value)
    cost.gradient = np.ones_like(cost.value)
    for node in order[::-1]:
        node.backward()
    return cost.value
""",
    "slots, == that compares arrays, no hash, a tuple as order": """
import numpy as np
class Node:
    __slots__ = ("inputs", "value", "gradient")
    def __init__(self, *inputs):
        self.inputs, self.value, self.gradient = inputs, None, None
    def __eq__(self, other):
        return self.value == other.value
class Input(Node):
    def __init__(self, value):
        super().__init__()
        self.value = value
    def forward(self): return self.value
    def backward(self): return ()
class Linear(Node):
    def forward(self):
        X, W, b = self.inputs
        return X.value @ W.value + b.value
    def backward(self):
        X, W, b = self.inputs
        return self.gradient @ W.value.T, X.value.T @ self.gradient, self.gradient.sum(0)
class Sigmoid(Node):
    def forward(self): return np.exp(self.inputs[0].value) / (1 + np.exp(self.inputs[0].value))
    def backward(self): return (self.gradient * (self.value - self.value ** 2),)
class MSE(Node):
    def forward(self): return float(((self.inputs[0].value - self.inputs[1].value) ** 2).mean())
    def backward(self):
        e = 2 * (self.inputs[0].value - self.inputs[1].value)
        return e / e.size, -e / e.size
def topological_order(cost):
    found = {}
    def walk(node):
        if id(node) not in found:
            for one in node.inputs:
                walk(one)
            found[id(node)] = node
    walk(cost)
    return tuple(found.values())
def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.value, node.gradient = node.forward(), 0.0
    cost.gradient = 1.0
    for node in reversed(order):
        for one, share in zip(node.inputs, node.backward()):
            one.gradient = one.gradient + share
    return cost.value
""",
    "each node gathers from the nodes that use it": """
import numpy as np
class Node:
    def __init__(self, *inputs):
        self.inputs = inputs
        self.outputs = []
        self.shares = {}
        for node in inputs:
            node.outputs.append(self)
    @property
    def gradient(self):
        if not self.outputs:
            return 1.0
        return sum(node.shares[self] for node in dict.fromkeys(self.outputs))
class Input(Node):
    def __init__(self, value):
        Node.__init__(self)
        self.value = value
    def forward(self): pass
    def backward(self): pass
class Linear(Node):
    def forward(self):
        X, W, b = [node.value for node in self.inputs]
        self.value = np.einsum('nd,dk->nk', X, W) + b
    def backward(self):
        X, W, b = self.inputs
        self.shares = dict.fromkeys(self.inputs, 0)
        self.shares[X] = self.shares[X] + np.einsum('nk,dk->nd', self.gradient, W.value)
        self.shares[W] = self.shares[W] + np.einsum('nd,nk->dk', X.value, self.gradient)
        self.shares[b] = self.shares[b] + np.einsum('nk->k', self.gradient)
class Sigmoid(Node):
    def forward(self): self.value = (1 + np.tanh(self.inputs[0].value / 2)) / 2
    def backward(self): self.shares = {self.inputs[0]: self.gradient * self.value * (1 - self.value)}
class MSE(Node):
    def forward(self):
        self.e = self.inputs[0].value - self.inputs[1].value
        self.value = np.vdot(self.e, self.e) / self.e.size
    def backward(self):
        self.shares = dict.fromkeys(self.inputs, 0)
        for node, sign in zip(self.inputs, (2, -2)):
            self.shares[node] = self.shares[node] + sign * self.e / self.e.size
def topological_order(cost):
    order = [cost]
    while True:
        missing = [n for node in order for n in node.inputs if n not in order]
        free = [n for n in missing if all(user in order for user in n.outputs)]
        if not missing:
            return order[::-1]
        order.append(free[0])
def backpropagate(cost):
    order = topological_order(cost)
    for n in order: n.forward()
    for n in order[::-1]: n.backward()
    return cost.value
""",
    "functions that make nodes, Greek names, printing": """
import numpy as np
class Nó:
    def __init__(self, entradas, f=None, δf=None, value=None):
        self.inputs, self.f, self.δf, self.value, self.gradient = entradas, f, δf, value, None
        print("nó novo")
    def forward(self):
        if self.f: self.value = self.f(*[n.value for n in self.inputs])
    def backward(self):
        if self.f:
            for n, δ in zip(self.inputs, self.δf(self.gradient, self.value, *[n.value for n in self.inputs])):
                n.gradient = n.gradient + δ
def Input(value): return Nó([], value=value)
def Linear(X, W, b): return Nó([X, W, b], lambda X, W, b: X @ W + b, lambda δ, z, X, W, b: [δ @ W.T, X.T @ δ, δ.sum(0)])
def Sigmoid(z): return Nó([z], lambda z: 1 / (1 + np.exp(-z)), lambda δ, σ, z: [δ * σ * (1 - σ)])
def MSE(prediction, target):
    return Nó([prediction, target], lambda p, t: ((p - t) ** 2).mean(),
              lambda δ, c, p, t: [δ * 2 * (p - t) / p.size, δ * 2 * (t - p) / p.size])
def topological_order(cost, visto=None):
    visto = set() if visto is None else visto
    if cost in visto: return []
    visto.add(cost)
    return [n for entrada in cost.inputs for n in topological_order(entrada, visto)] + [cost]
def backpropagate(cost):
    ordem = topological_order(cost)
    for n in ordem: n.forward(); n.gradient = 0
    cost.gradient = 1
    for n in ordem[::-1]: n.backward()
    print("custo", cost.value)
    return cost.value
""",
    "gradients asked for from the inputs' side, by recursion": HANDED
    + """
def topological_order(cost):
    order = []
    for node in cost.inputs:
        order += [one for one in topological_order(node) if one not in order]
    return order + [cost]
def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
        node.gradient = np.zeros(np.shape(node.value))
    known = {}
    def ask(node):
        if node not in known:
            known[node] = np.array(1.0) if node is cost else sum(
                share(user, at) for user in order for at, one in enumerate(user.inputs) if one is node)
        return known[node]
    def share(user, at):
        G, values = ask(user), [node.value for node in user.inputs]
        if isinstance(user, Linear):
            return [lambda: G @ values[1].T, lambda: values[0].T @ G, lambda: G.sum(axis=0)][at]()
        if isinstance(user, Sigmoid):
            return G * user.value * (1 - user.value)
        return G * 2 * (values[at] - values[1 - at]) / values[0].size
    for node in order:
        node.gradient = ask(node)
    return cost.value
""",
    "inputs copied, other attributes, (1, k) for biases": HANDED
    + """
class Input(Input):
    def __init__(self, value):
        super().__init__(np.array(value, copy=True))
        self.trainable = True
class Linear(Linear):
    def backward(self):
        X, W, b = self.inputs
        X.gradient = X.gradient + self.gradient @ W.value.T
        W.gradient = W.gradient + X.value.T @ self.gradient
        b.gradient = b.gradient + self.gradient.sum(axis=0, keepdims=True)
"""
    + solution_of(ID)[solution_of(ID).index("def topological_order") :],
    "float32": solution_of(ID)
    + """
class Input(Input):
    @property
    def value(self): return self._value.astype(np.float32)
    @value.setter
    def value(self, new): self._value = new
""",
    "finite differences": solution_of(ID)
    + """
def backpropagate(cost):
    order = topological_order(cost)
    def value_at(fixed, moved):
        for node in order:
            node.forward()
            if node is fixed:
                node.value = moved
        return cost.value
    value_at(None, None)
    for node in order:
        value_at(None, None)
        kept, slopes = np.array(node.value), np.zeros(np.shape(node.value))
        for index in np.ndindex(slopes.shape):
            step = np.zeros(slopes.shape)
            step[index] = 1e-5
            slopes[index] = (value_at(node, kept + step) - value_at(node, kept - step)) / 2e-5
        node.value, node.gradient = kept, slopes
    return value_at(None, None)
""",
    "nested lists as gradients": solution_of(ID)
    + """
true_run = backpropagate
def backpropagate(cost):
    value = true_run(cost)
    for node in topological_order(cost):
        node.gradient = np.asarray(node.gradient).tolist()
    return float(value)
""",
}
REMARKED = {
    "inputs copied, other attributes, (1, k) for biases",
    "float32",
    "finite differences",
    "nested lists as gradients",
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("style", RIGHT)
def test_right_styles_earn_all(style: str, seed: int) -> None:
    verdicts = run(ID, RIGHT[style], seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    assert any(verdict.remarks for verdict in verdicts.values()) == (style in REMARKED)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_solution_earns_all_without_a_remark(seed: int) -> None:
    verdicts = run(ID, solution_of(ID), seed)
    assert not not_passed(verdicts)
    assert not any(verdict.remarks for verdict in verdicts.values())
    assert sum(check.points for check in EXERCISE.checks) == 8


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("wrong", wrong_of(ID), ids=lambda wrong: wrong.name)
def test_wrong_versions_are_as_they_say(wrong: Wrong, seed: int) -> None:
    verdicts = run_in_solution(ID, wrong.code, seed)
    lost = {id_ for id_, verdict in verdicts.items() if verdict.status in ("failed", "error")}
    waiting = {id_ for id_, verdict in verdicts.items() if verdict.status == "waiting"}
    assert (lost, waiting) == (set(wrong.fails), set(wrong.waits))
    # An order or a transpose may also make another check's calls raise, which by itself tells no more.
    assert _names(verdicts) == ({wrong.diagnosis} if wrong.diagnosis else set())


def _names(verdicts: dict[str, Verdict]) -> set[str]:
    return {verdict.diagnosis.mistake.id for verdict in verdicts.values() if verdict.diagnosis}


OTHERS: list[tuple[str, set[str], set[str]]] = [
    # what stands in place of the solution's own; the checks that are lost; the names that may be given
    ("class Sigmoid(Sigmoid):\n    def backward(self):\n        self.inputs[0].gradient += 0.5 * self.gradient\n", {"gradients"}, set()),
    ("def backpropagate(cost):\n    return 1.0\n", {"values"}, set()),
    ("def topological_order(cost):\n    return [cost]\n", {"order", "values"}, set()),
    ("right = topological_order\ndef topological_order(cost):\n    return iter(right(cost))\n", {"order", "values"}, set()),
    ("right = topological_order\ndef topological_order(cost):\n    right(cost)\n", {"order", "values"}, set()),
    ("right = topological_order\ndef topological_order(cost):\n    return right(cost)[1:]\n", {"order"}, set()),
    ("class Linear(Linear):\n    def __init__(self, X, W):\n        pass\n", set(CHECKS), set()),
    ("del MSE\n", set(CHECKS), set()),
    ("right = backpropagate\ndef backpropagate(cost):\n    return right(cost) + 1e-3\n", {"values"}, set()),
    ("right = backpropagate\ndef backpropagate(cost):\n    right(cost)\n    return cost\n", {"values"}, set()),
]  # fmt: skip


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case[0][:60])
def test_other_wrong_code_loses_and_gets_no_name(case: tuple[str, set[str], set[str]]) -> None:
    code, lost, names = case
    verdicts = run_in_solution(ID, code, 5)
    assert lost <= not_passed(verdicts)
    assert _names(verdicts) == names


def _reports(check: Check, formula: Any, seed: int) -> list[Outcome]:
    """What comes back from code that makes one mistake, up to the call in which it raises."""
    outcomes: list[Outcome] = []
    for case in planned(EXERCISE, check.plan, seed):
        try:
            outcomes.append(Returned(list(formula(*formula_arguments(case.call.args)))))
        except ValueError as error:
            return [*outcomes, Raised("ValueError", str(error), "line 1: there")]
    return outcomes


def _judged(check: Check, seed: int, outcomes: list[Outcome]) -> Verdict:
    assert check.judge is not None
    return check.judge(EXERCISE, check, planned(EXERCISE, check.plan, seed), outcomes)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("check", EXERCISE.checks[1:], ids=lambda check: check.id)
def test_the_numbers_of_every_mistake_are_given_its_name(check: Check, seed: int) -> None:
    for mistake in check.mistakes:
        if mistake.formula is not None:
            verdict = _judged(check, seed, _reports(check, mistake.formula, seed))
            assert verdict.status == "failed", mistake.id
            assert verdict.diagnosis is not None, mistake.id
            assert verdict.diagnosis.mistake.id == mistake.id


@pytest.mark.parametrize("block", range(10))
@pytest.mark.parametrize("check", EXERCISE.checks[1:], ids=lambda check: check.id)
def test_no_two_mistakes_coincide_nor_does_one_with_the_right_answer(check: Check, block: int) -> None:
    for seed in range(10 * block, 10 * block + 10):
        expected: Any = [case.expected for case in planned(EXERCISE, check.plan, seed)]
        told: list[tuple[str, list[Outcome]]] = [
            ("", [Returned([part.value for part in parts]) for parts in expected]),
        ]
        told += [(one.id, _reports(check, one.formula, seed)) for one in check.mistakes if one.formula]
        for (one, some), (other, others) in combinations(told, 2):
            assert one == other or not _alike(some, others), (one, other, seed)


def _alike(some: list[Outcome], others: list[Outcome]) -> bool:
    """Whether two rows of reports are the same to seven digits, as far as both go."""
    for one, other in zip(some, others, strict=False):
        if isinstance(one, Returned) and isinstance(other, Returned):
            pairs: Any = zip(one.value, other.value, strict=True)  # type: ignore[arg-type]
            if any(np.shape(a) != np.shape(b) or not np.allclose(a, b, rtol=1e-6, atol=1e-12) for a, b in pairs):
                return False
    return True


def _of_the_checks(name: str) -> Any:
    return EXERCISE.checks[1].plan.__globals__[name]


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_handed_on_in_the_right_order_give_the_gradients_of_the_true_cost(seed: int) -> None:
    for plan in {check.plan for check in EXERCISE.checks[1:]}:
        for case in planned(EXERCISE, plan, seed):
            graph: Any = case.call.args[0]
            found = _of_the_checks("swept")(graph)
            expected = {part.name: part.value for part in reversed(case.expected)}  # type: ignore[arg-type]
            for name, gradient in found.items():
                np.testing.assert_allclose(gradient, expected[f"{name}.gradient"], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_gradients_agree_with_central_differences(seed: int) -> None:
    values_of = _of_the_checks("values_of")
    for check in (CHECKS["gradients"], CHECKS["shared"], CHECKS["ends"]):
        for case in planned(EXERCISE, check.plan, seed):
            graph: Any = case.call.args[0]
            expected = {part.name: part.value for part in case.expected}  # type: ignore[union-attr]
            for at, (name, kind, value) in enumerate(graph):
                if kind != "Input":
                    continue
                for index in np.ndindex(value.shape):
                    costs = []
                    for step in (1e-5, -1e-5):
                        moved = value.copy()
                        moved[index] += step
                        costs.append(values_of([*graph[:at], [name, kind, moved], *graph[at + 1 :]])["cost"])
                    slope = (costs[0] - costs[1]) / 2e-5
                    assert slope == pytest.approx(expected[f"{name}.gradient"][index], rel=1e-5, abs=1e-8)


CLAIMS: list[Any] = [
    None, True, 3, 2.5, 1j, "x", [], (), [None], [[]], [[], []], ["list", []], ["NoneType", []], [[0], [[]]], [[], [None] * 4],
    np.zeros(3), np.array([1 + 2j]), Matrix(np.eye(2)), Opaque("Node"), [Opaque("list")] * 13, [10**400] * 9, [float("nan")] * 11,
    [[1, [2, [3]]]] * 9, ["a"] * 9, [True] * 9, [np.zeros((0, 3))] * 9, [None] * 7, [None] * 9, [None] * 11, [None] * 21, [None] * 63,
    [np.full((3, 3), 1j)] * 11, [Matrix(np.eye(3))] * 13,
]  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: repr(claim)[:40])
@pytest.mark.parametrize("check", EXERCISE.checks, ids=lambda check: check.id)
def test_no_claim_upsets_a_judge_or_earns_anything(check: Check, claim: Any) -> None:
    cases = planned(EXERCISE, check.plan, 4)
    rows: list[list[Outcome]] = [[Returned(claim)] * len(cases), [Returned(claim), Raised("TypeError", "no")]]
    for outcomes in rows:
        verdict = _judged(check, 4, outcomes)
        assert verdict.status != "passed"
        for lang in LANGUAGES:
            assert verdict.rationale.to(lang)


@pytest.mark.parametrize("places", [[None], ["x"], [True, False], [10**30], [[0]], [1.5], [Opaque("Node")]])
def test_no_places_upset_the_judge_of_the_order(places: list[Any]) -> None:
    cases = planned(EXERCISE, CHECKS["order"].plan, 4)
    links: Any = [[], [], [], [], [0, 1, 2], [4, 3]]
    values: list[Any] = [[places, links], [[0, 1, 2, 3, 4, 5], [places] * 6]]
    for value in values:
        assert _judged(CHECKS["order"], 4, [Returned(value)] * len(cases)).status == "failed"


def test_where_only_the_cost_is_wrong_the_gradients_count() -> None:
    code = "class MSE(MSE):\n    def forward(self):\n        super().forward()\n        self.value = self.value / 2\n"
    assert not_passed(run_in_solution(ID, code, 2)) == {"values"}


def test_an_order_of_ones_own_inside_backpropagate_counts() -> None:
    code = "mine = topological_order\n" + _with("topological_order(cost)", "mine(cost)", "def backpropagate")
    code += "def topological_order(cost):\n    raise NotImplementedError\n"
    verdicts = run_in_solution(ID, code, 2)
    assert not_passed(verdicts) == {"order"}
    assert verdicts["order"].status == "not_attempted"


def _with(old: str, new: str, begin: str) -> str:
    source = solution_of(ID)
    return source[source.index(begin) :].replace(old, new)


def test_what_is_not_written_yet_is_not_attempted() -> None:
    code = "class Sigmoid(Sigmoid):\n    def forward(self):\n        raise NotImplementedError\n"
    verdicts = run_in_solution(ID, code, 2)
    assert {id_: verdicts[id_].status for id_ in ("order", "values", "gradients", "shared")} == {
        "order": "passed",
        "values": "not_attempted",
        "gradients": "not_attempted",
        "shared": "waiting",
    }
    assert "line" in verdicts["values"].rationale.to("en")
    assert "linha" in verdicts["values"].rationale.to("pt-BR")
    assert "Sigmoid(z)" in str(verdicts["values"].evidence["call"])  # the graph, as it would be written


def test_an_argument_that_is_changed_is_told_and_costs_once() -> None:
    code = "class Input(Input):\n    def forward(self):\n        self.given[...] = 0\n    def __init__(self, value):\n"
    code += "        super().__init__(value.copy())\n        self.given = value\n"
    verdicts = run_in_solution(ID, code, 2)
    assert not_passed(verdicts) == {"values"}
    assert _names(verdicts) == {"argument-modified-in-place"}


def test_a_failure_names_the_graph_the_node_and_the_entry() -> None:
    verdict = run_in_solution(ID, _wrong("fan_out_overwritten").code, 2)["shared"]
    said = verdict.rationale.to("en")
    assert "b.gradient[" in said  # of all that are wrong, the first on the way back from the cost
    assert "l = Linear(s, W, b)" in said
    assert "is right" in said
    assert "O grafo: Input: X (5, 4)" in verdict.rationale.to("pt-BR")
    assert verdict.evidence["call"] in said


def test_the_turn_of_a_repeated_call_is_named() -> None:
    piled = run_in_solution(ID, _wrong("gradients_pile_up").code, 2)["again"].rationale
    assert piled.to("en").startswith("called a second time")
    assert piled.to("pt-BR").startswith("na segunda chamada")
    stale = run_in_solution(ID, _wrong("forward_not_rerun").code, 2)["again"].rationale
    assert "X, W1 were given new values" in stale.to("en")


def test_a_gradient_that_is_none_is_said_to_be() -> None:
    verdict = run_in_solution(ID, _wrong("target_gradient_none").code, 2)["ends"]
    assert "y.gradient is still None" in verdict.rationale.to("en")
    assert "y.gradient continua None" in verdict.rationale.to("pt-BR")


def test_what_cannot_be_built_names_the_interface() -> None:
    code = "class Linear(Linear):\n    def __init__(self, X, W):\n        pass\n"
    help_ = run_in_solution(ID, code, 2)["values"].help
    assert help_ is not None
    assert "Linear(X, W, b)" in help_.to("en")


def _wrong(name: str) -> Wrong:
    return next(wrong for wrong in wrong_of(ID) if wrong.name == name)
