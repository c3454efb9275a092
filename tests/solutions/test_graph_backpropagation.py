"""Exercise 08: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from autograder.i18n.language import LANGUAGES
from autograder.judging.model import Check, Verdict, formula_arguments, planned
from autograder.sandbox.protocol.calls import Matrix, Opaque, Outcome, Raised, Returned
from tests.solutions.sessions import draws, exercise_of, mistake_of, not_passed, run_in_solution, seeds, solution_of

ID = "graph_backpropagation"
SEEDS = seeds(0, 77)
EXERCISE = exercise_of(ID)
CHECKS = {check.id: check for check in EXERCISE.checks}


def _names(verdicts: dict[str, Verdict]) -> set[str]:
    return {verdict.diagnosis.mistake.id for verdict in verdicts.values() if verdict.diagnosis}


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


@pytest.mark.parametrize("block", draws(3, 40))
@pytest.mark.parametrize("check", EXERCISE.checks[1:], ids=lambda check: check.id)
def test_no_two_mistakes_coincide_nor_does_one_with_the_right_answer(check: Check, block: range) -> None:
    for seed in block:
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


def test_a_class_that_is_missing_fails_every_check_without_a_name() -> None:
    verdicts = run_in_solution(ID, "del MSE\n", 5)
    assert not_passed(verdicts) == set(CHECKS)
    assert not any(verdict.diagnosis for verdict in verdicts.values())


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
    verdict = run_in_solution(ID, mistake_of(ID, "fan_out_overwritten").code, 2)["shared"]
    said = verdict.rationale.to("en")
    assert "b.gradient[" in said  # of all that are wrong, the first on the way back from the cost
    assert "l = Linear(s, W, b)" in said
    assert "is right" in said
    assert "O grafo: Input: X (5, 4)" in verdict.rationale.to("pt-BR")
    assert verdict.evidence["call"] in said


def test_the_turn_of_a_repeated_call_is_named() -> None:
    piled = run_in_solution(ID, mistake_of(ID, "gradients_pile_up").code, 2)["again"].rationale
    assert piled.to("en").startswith("called a second time")
    assert piled.to("pt-BR").startswith("na segunda chamada")
    stale = run_in_solution(ID, mistake_of(ID, "forward_not_rerun").code, 2)["again"].rationale
    assert "X, W1 were given new values" in stale.to("en")


def test_a_gradient_that_is_none_is_said_to_be() -> None:
    verdict = run_in_solution(ID, mistake_of(ID, "target_gradient_none").code, 2)["ends"]
    assert "y.gradient is still None" in verdict.rationale.to("en")
    assert "y.gradient continua None" in verdict.rationale.to("pt-BR")


def test_what_cannot_be_built_names_the_interface() -> None:
    code = "class Linear(Linear):\n    def __init__(self, X, W):\n        pass\n"
    help_ = run_in_solution(ID, code, 2)["values"].help
    assert help_ is not None
    assert "Linear(X, W, b)" in help_.to("en")
