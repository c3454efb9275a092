"""Exercise 12: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

import importlib.util
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.gradcheck.ridders import numeric_gradient
from autograder.judging.model import formula_arguments, planned
from autograder.sandbox.protocol.calls import Returned
from tests.solutions.sessions import exercise_of, folder_of, not_passed, run_in_solution, seeds, style_of

ID = "three_layer_network"
SEEDS = seeds(0, 77)
EXERCISE = exercise_of(ID)
CHECKS = {check.id: check for check in EXERCISE.checks}
LAYERS = {"last_layer": (2,), "earlier_layers": (1, 0)}


NETWORK = {"last_layer", "earlier_layers"}


@pytest.mark.parametrize("seed", seeds(*range(10)))
@pytest.mark.parametrize("check_id", LAYERS)
def test_the_numbers_of_mistakes_in_a_network_lose_the_point_and_are_named(check_id: str, seed: int) -> None:
    """As a learner's code would return them: three pairs, the layers of the other check right."""
    check = CHECKS[check_id]
    assert check.judge is not None
    right_gradients = _checks().right_gradients
    cases = [case for case in planned(EXERCISE, check.plan, seed) if case.remark is None]
    for mistake in check.mistakes:
        assert mistake.formula is not None
        outcomes = []
        for case in cases:
            flat: list[Any] = list(right_gradients(*formula_arguments(case.call.args)))
            wrong: Any = mistake.formula(*formula_arguments(case.call.args))
            places = [2 * layer + i for layer in LAYERS[check_id] for i in (0, 1)]
            for place, value in zip(places, wrong, strict=True):
                flat[place] = value
            outcomes.append(Returned([(flat[i], flat[i + 1]) for i in (0, 2, 4)]))
        verdict = check.judge(EXERCISE, check, cases, outcomes)
        assert verdict.diagnosis is not None, mistake.id
        assert verdict.diagnosis.mistake.id == mistake.id


def test_gradients_are_those_of_ridders_too() -> None:
    """The complex steps of checks.py against the central differences used elsewhere."""
    checks = _checks()
    rng = np.random.default_rng(3)
    X, parameters, targets = checks.problems(rng)[0]
    flat = checks.flat(parameters)
    for at, expected in enumerate(checks.right_gradients(X, parameters, targets)):

        def cost(moved: np.ndarray, at: int = at) -> float:
            parts = [moved if i == at else part for i, part in enumerate(flat)]
            pairs = list(zip(parts[::2], parts[1::2], strict=True))
            return float(checks.cost_of(checks.layer_values(X, pairs)[-1], targets))

        estimate = numeric_gradient(cost, flat[at])
        assert np.all(np.abs(estimate.value - expected) <= 10 * estimate.error + 1e-12)


def test_a_right_network_counts_though_the_functions_before_it_are_wrong() -> None:
    code = (
        style_of(ID, "helpers_never_called").code
        + """
def softmax(logits):
    return logits
def cross_entropy_backward(logits, targets):
    raise NotImplementedError
"""
    )
    verdicts = run_in_solution(ID, code, 5)
    assert NETWORK.isdisjoint(not_passed(verdicts))
    assert any("`cross_entropy_backward`" in remark.to("en") for remark in verdicts["last_layer"].remarks)
    assert verdicts["cross_entropy_backward"].status == "not_attempted"


def test_what_a_wrong_softmax_without_a_name_brings_about_waits_for_it() -> None:
    verdicts = run_in_solution(
        ID, "def softmax(z):\n    return np.exp(z / 3) / np.exp(z / 2).sum(axis=1, keepdims=True)\n", 4
    )
    for id_ in ("cross_entropy", "cross_entropy_backward", "last_layer"):
        assert verdicts[id_].status == "waiting"
        assert CHECKS["softmax"].title.to("pt-BR") in verdicts[id_].rationale.to("pt-BR")
        assert verdicts[id_].help is not None
        assert "lost twice" not in verdicts[id_].help.to("en")


def test_a_mistake_of_its_own_does_not_wait_where_softmax_is_right() -> None:
    verdicts = run_in_solution(ID, "def cross_entropy(z, t):\n    return 0.5\n", 4)
    assert verdicts["cross_entropy"].status == "failed"
    assert verdicts["cross_entropy"].diagnosis is None


def test_an_exception_that_comes_from_softmax_is_shown_with_its_line() -> None:
    code = "def softmax(z):\n    e = np.exp(z - z.max(axis=1, keepdims=True))\n    return e / e.sum(axis=1)\n"
    verdicts = run_in_solution(ID, code, 4)
    diagnosis = verdicts["softmax"].diagnosis
    assert diagnosis is not None
    assert diagnosis.mistake.id == "keepdims-forgotten"
    for id_ in ("cross_entropy", "cross_entropy_backward", "last_layer"):
        assert verdicts[id_].status == "error"
        assert "return e / e.sum(axis=1)" in verdicts[id_].rationale.to("en")


def test_a_changed_argument_is_paid_for_by_the_function_that_changes_it() -> None:
    code = "right = softmax\ndef softmax(z):\n    z -= z.max(axis=1, keepdims=True)\n    return right(z)\n"
    verdicts = run_in_solution(ID, code, 1)
    assert not_passed(verdicts) == {"softmax"}
    assert "`softmax`" in verdicts["cross_entropy"].remarks[0].to("en")


def test_a_changed_argument_hides_no_wrong_numbers() -> None:
    code = """
right = softmax
def softmax(z):
    p = right(z) if z.min() > 0 else right(z / 2)
    z += 0.5
    return p
"""
    verdicts = run_in_solution(ID, code, 1)
    assert verdicts["softmax"].diagnosis is None
    assert {"softmax", "softmax_large"} <= not_passed(verdicts)
    large = run_in_solution(ID, code.replace("z.min() > 0", "z.min() > -900"), 1)
    assert large["softmax"].numbers_right
    assert (large["softmax_large"].status, large["softmax_large"].diagnosis) == ("failed", None)


def test_what_is_not_three_pairs_is_told_in_words() -> None:
    said = {}
    for name, code in (("nothing", "pass"), ("six", "return [0.0] * 6"), ("odd", "return [(X, X), X, (X, X)]")):
        verdict = run_in_solution(ID, f"def network_backward(X, parameters, targets):\n    {code}\n", 3)["last_layer"]
        assert verdict.help is not None
        said[name] = (verdict.rationale.to("en"), verdict.rationale.to("pt-BR"), verdict.help.to("en"))
    assert "returned None" in said["nothing"][0]
    assert "`return`" in said["nothing"][2]
    assert "a list of 6" in said["six"][0]
    assert "uma lista de 6" in said["six"][1]
    assert "the one for layer L1 being an array of shape (5, 16)" in said["odd"][0]


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_drawn_as_promised(seed: int) -> None:
    for logits, *_ in _arguments("softmax_large", seed):
        assert np.abs(logits).max() > 990
    for id_ in ("cross_entropy", "cross_entropy_backward"):
        batches = _arguments(id_, seed)
        assert {logits.shape for logits, _ in batches} == {(4, 4), (5, 3), (1, 3), (6, 2), (3, 5)}
        for logits, targets in batches:
            assert len(targets) == 1 or len(set(targets.tolist())) > 1
            assert _checks().true_softmax(logits).min() > 1e-3
    for id_ in ("last_layer", "earlier_layers"):
        assert [len(X) for X, *_ in _arguments(id_, seed)] == [5, 3, 1, 7, 5]
        assert planned(EXERCISE, CHECKS[id_].plan, seed)[4].repeated
    first, second, third, _ = _arguments("sgd_step", seed)
    assert (first[2], second[2]) == (0.001, 0.001)
    assert third[2] >= 0.05
    for reached, (W, b), (gW, gb) in zip(second[0], first[0], first[1], strict=True):  # two steps in a row
        np.testing.assert_allclose(reached[0], W - 0.001 * gW, rtol=1e-12)
        np.testing.assert_allclose(reached[1], b - 0.001 * gb, rtol=1e-12)


def _arguments(check_id: str, seed: int) -> list[Any]:
    """The arguments of the calls that count, those of the repeated one too."""
    cases = planned(EXERCISE, CHECKS[check_id].plan, seed)
    return [case.call.args for case in cases if case.remark is None]


def _checks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("three_layer_checks", folder_of(ID) / "checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
