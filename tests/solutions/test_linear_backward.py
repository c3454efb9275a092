"""Exercise 06: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from autograder.judging.judge import judge_values
from autograder.judging.model import Check, Expected, formula_arguments, planned
from autograder.sandbox.protocol.calls import Returned
from tests.solutions.sessions import exercise_of, not_passed, run_in_solution, seeds

ID = "linear_backward"
SEEDS = seeds(0, 77)
EXERCISE = exercise_of(ID)
PARTS = ("grad_X", "grad_W", "grad_b")


G = "grad_output"
# What stands for grad_X, grad_W and grad_b; the checks that are lost, the checks that wait, the names that may be given.
WRONG_GRADIENTS = [
    (
        "G @ W",
        "X.T @ G",
        "G",
        {"grad_X", "grad_b"},
        {"grad_W"},
        {"weight-not-transposed", "bias-gradient-not-summed"},
    ),
    ("G @ W.T", "X.T @ G / G.shape[1]", "G.sum(0)", {"grad_W"}, set(), set()),
    ("G @ W", "X.T @ G / 4", "G.sum(0)", {"grad_X", "grad_W"}, {"grad_b"}, {"weight-not-transposed"}),
    ("G @ W.T", "G.T @ X", "G.mean(0)", {"grad_W", "grad_b"}, set(), {"gradient-transposed", "bias-gradient-averaged"}),
    ("G @ W.T * 2", "X.T @ G * 2", "G.sum(0) * 2", set(PARTS), set(), set()),
    ("abs(G) @ W.T", "X.T @ abs(G)", "abs(G).sum(0)", set(PARTS), set(), set()),
    ("G @ W.T", "X.T @ G", "sum(G.ravel()) * np.ones_like(b)", {"grad_b"}, set(), set()),
    ("G @ W.T", "X.T @ G", "G.sum(0).reshape(-1, 1)", {"grad_b"}, set(), set()),
    ("G @ W.T", "X.T @ G", "b", {"grad_b"}, set(), set()),
    ("G @ W.T", "X.T @ G", "None", {"grad_b"}, set(), {"left-none"}),
    ("G @ W.T", "'X.T @ G'", "G.sum(0)", {"grad_W"}, set(), set()),
    ("G @ W.T + b.sum()", "X.T @ G", "G.sum(0)", {"grad_X"}, set(), set()),
    ("W @ G", "X.T @ G", "G.sum(0)", {"grad_X"}, {"grad_W", "grad_b"}, set()),
    ("G @ W.T", "X.T @ G", "G.sum(0) + 1e-3", {"grad_b"}, set(), set()),
    ("np.nan * X", "X.T @ G", "G.sum(0)", {"grad_X"}, set(), set()),
    ("np.zeros(X.shape)", "np.zeros(W.shape)", "np.zeros(b.shape)", set(PARTS), set(), set()),
    ("X", "W", "b", set(PARTS), set(), set()),
]


def _backward(grad_X: str, grad_W: str, grad_b: str) -> str:
    return (
        "import numpy as np\n"
        f"def linear_backward({G}, X, W, b):\n    G = {G}\n    return {grad_X}, {grad_W}, {grad_b}\n"
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("case", WRONG_GRADIENTS, ids=lambda case: ", ".join(case[:3]))
def test_other_wrong_gradients_are_not_named_wrongly(
    case: tuple[str, str, str, set[str], set[str], set[str]], seed: int
) -> None:
    *gradients, lost, waiting, names = case
    verdicts = run_in_solution(ID, _backward(*gradients), seed)
    assert {id_ for id_, verdict in verdicts.items() if verdict.status in ("failed", "error")} == lost
    assert {id_ for id_, verdict in verdicts.items() if verdict.status == "waiting"} == waiting
    assert {verdict.diagnosis.mistake.id for verdict in verdicts.values() if verdict.diagnosis} == names


N_TIMES = {"grad_X": "divided-by-batch-size", "grad_W": "divided-by-batch-size", "grad_b": "bias-gradient-averaged"}
SWAPPED = dict.fromkeys(PARTS, "gradients-swapped")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("gradients", "names"),
    [
        (("G @ W / n", "X.T @ G / n", "G.sum(0) / n"), {**N_TIMES, "grad_X": "weight-not-transposed"}),
        (("G @ W.T / n", "X @ G / n", "G.mean(0)"), {**N_TIMES, "grad_W": "input-not-transposed"}),
        (("G @ W.T / n", "X @ G", "G.mean(0)"), {**N_TIMES, "grad_W": "input-not-transposed"}),
        (("-G @ W.T", "-X.T @ G / n", "-G.mean(0)"), {"grad_X": "sign-flipped", "grad_W": "sign-flipped", "grad_b": "bias-gradient-averaged"}),
        (("X.T @ G", "G.sum(0)", "G @ W.T"), SWAPPED),
        (("G.sum(0)", "G @ W.T", "X.T @ G"), SWAPPED),
        (("G @ W.T", "np.outer(X[-1], G[-1]) / n", "G[-1] / n"), {"grad_W": "last-row-only", "grad_b": "last-row-only"}),
        (("G @ W.T", "None", "G.sum(0)"), {"grad_W": "left-none"}),
    ],
)  # fmt: skip
def test_two_mistakes_at_once_are_named_with_other_shapes_raising_or_not(
    gradients: tuple[str, str, str], names: dict[str, str], seed: int
) -> None:
    verdicts = run_in_solution(ID, _backward(*(part.replace(" n", " len(G)") for part in gradients)), seed)
    assert {part: diagnosis.mistake.id for part in PARTS if (diagnosis := verdicts[part].diagnosis)} == names


@pytest.mark.parametrize(
    "code",
    [
        "def linear(X, W, b):\n    out = np.zeros(len(b))\n    out += X @ W\n    return out + b\n",  # no parameter
        "def linear(X, W, b):\n    return X @ W - b\n",
        "def linear(X, W, b):\n    return W @ X + b\n",
        "def linear(X, W, b):\n    return np.tanh(X @ W + b)\n",
        "def linear(X, W, b):\n    return b\n",
        "def linear(X, W):\n    return X @ W\n",
        "def linear(X, W, b):\n    return (X @ W + b).sum(axis=1)\n",
    ],
)
def test_other_wrong_forwards_get_no_name(code: str) -> None:
    verdicts = run_in_solution(ID, code, 5)
    assert not_passed(verdicts) == {"linear"}
    assert verdicts["linear"].diagnosis is None


def test_what_a_call_lacks_as_a_whole_is_said_once() -> None:
    verdicts = run_in_solution(ID, "def linear_backward(grad_output, X, W, b):\n    return X, W\n", 3)
    said = {lang: verdicts["grad_X"].rationale.to(lang) for lang in ("en", "pt-BR")}
    assert "(grad_X, grad_W, grad_b)" in said["en"]
    assert "são esperados 3 valores" in said["pt-BR"]
    title = EXERCISE.checks[1].title.to("en")
    for part in ("grad_W", "grad_b"):
        assert verdicts[part].status == "waiting"
        assert title in verdicts[part].rationale.to("en")


def test_an_untouched_function_is_not_attempted_in_all_parts() -> None:
    code = "def linear_backward(grad_output, X, W, b):\n    raise NotImplementedError\n"
    verdicts = run_in_solution(ID, code, 3)
    assert [verdicts[part].status for part in PARTS] == ["not_attempted"] * 3
    assert verdicts["linear"].status == "passed"


def test_a_wrong_transpose_is_told_with_its_numbers_and_with_the_exception() -> None:
    verdict = run_in_solution(ID, _backward("G @ W", "X.T @ G", "G.sum(0)"), 8)["grad_X"]
    said = verdict.rationale.to("en")
    assert "is right" in said
    assert "raised ValueError" in said


def test_an_exception_that_no_formula_explains_is_shown_with_its_line() -> None:
    verdict = run_in_solution(ID, _backward("W @ G", "X.T @ G", "G.sum(0)"), 8)["grad_X"]
    assert verdict.status == "error"
    assert "return W @ G" in verdict.rationale.to("en")


def test_a_mistake_of_one_part_that_raises_is_named_where_the_exception_is_told() -> None:
    verdicts = run_in_solution(ID, _backward("G @ W.T", "G @ X.T", "G.sum(0)"), 8)
    for part in ("grad_X", "grad_W"):
        diagnosis = verdicts[part].diagnosis
        assert diagnosis is not None
        assert diagnosis.mistake.id == "factors-in-wrong-order"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mistake_in_one_part_is_named_where_another_part_is_known_to_raise(seed: int) -> None:
    verdicts = run_in_solution(ID, _backward("G @ W", "X @ G", "G"), seed)
    names = {part: diagnosis.mistake.id for part in PARTS if (diagnosis := verdicts[part].diagnosis)}
    assert names == {
        "grad_X": "weight-not-transposed",
        "grad_W": "input-not-transposed",
        "grad_b": "bias-gradient-not-summed",
    }
    verdicts = run_in_solution(ID, _backward("G @ W", "-X.T @ G", "G.sum(0)"), seed)
    diagnosis = verdicts["grad_W"].diagnosis
    assert diagnosis is not None
    assert diagnosis.mistake.id == "sign-flipped"
    assert verdicts["grad_b"].status == "waiting"  # its numbers are right, as far as they came


def _numbers_of_mistakes(check: Check, seed: int) -> list[tuple[str, list[object]]]:
    """Give what each formula of a check returns, case by case; the cases that it cannot compute are left out."""
    found = []
    for mistake in check.mistakes:
        values: list[object] = []
        for case in planned(EXERCISE, check.plan, seed) if mistake.formula else ():
            try:
                values.append(mistake.formula(*formula_arguments(case.call.args)))
            except ValueError:
                break
        if values:
            found.append((mistake.id, values))
    return found


@pytest.mark.parametrize("seed", seeds(*range(10)))
@pytest.mark.parametrize("check", EXERCISE.checks, ids=lambda check: check.id)
def test_no_two_mistakes_coincide_nor_does_one_with_the_right_answer(check: Check, seed: int) -> None:
    cases = planned(EXERCISE, check.plan, seed)
    for id_, values in _numbers_of_mistakes(check, seed):
        calls = [replace(case, expected=_part(check, case.expected)) for case in cases[: len(values)]]
        alone = replace(check, part=None, judge=None)
        verdict = judge_values(EXERCISE, alone, calls, [Returned(value) for value in values])
        assert verdict.diagnosis is not None, id_
        assert verdict.diagnosis.mistake.id == id_


def _part(check: Check, expected: Expected | tuple[Expected, ...]) -> Expected:
    return expected if isinstance(expected, Expected) else expected[check.part or 0]


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_drawn_as_promised(seed: int) -> None:
    cases = planned(EXERCISE, EXERCISE.checks[1].plan, seed)
    shapes = {(*np.shape(case.call.args[1]), np.shape(case.call.args[3])[0]) for case in cases}
    assert {(5, 4, 3), (3, 1, 2), (1, 3, 2), (8, 6, 5), (4, 4, 4)} <= shapes
    for case in cases:
        upstream, X, W, _ = case.call.args
        assert ((np.abs(upstream) >= 0.5) & (np.abs(upstream) <= 1.5)).all()
        assert (X == 0).any()
        assert (W == 0).any()
    assert cases[-1].repeated
