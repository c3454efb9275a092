"""Exercise 04: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.judging.judge import judge_values
from autograder.judging.model import Check, Expected, formula_arguments, planned
from autograder.sandbox.protocol.calls import Returned
from tests.solutions.sessions import draws, exercise_of, not_passed, run_in_solution, seeds, solution_of, style_of

ID = "forward_pass"
SEEDS = seeds(0, 77)
EXERCISE = exercise_of(ID)
CHECKS = {check.id: check for check in EXERCISE.checks}


WRONG = [
    ("sigmoid(z)", "np.zeros(z.shape)", {"sigmoid"}),
    ("sigmoid(z)", "0.5 * (1 + np.tanh(z))", {"sigmoid"}),
    ("sigmoid(z)", "0.5 * (1 + np.tanh(z.T / 2))", {"sigmoid"}),
    ("sigmoid(z)", "np.clip(0.5 + z / 4, 0, 1)", {"sigmoid"}),
    ("sigmoid(z)", "np.nan * z", {"sigmoid"}),
    ("add_bias_column(X)", "np.ones((len(X), X.shape[1] + 1))", {"bias_column"}),
    ("add_bias_column(X)", "np.hstack([X, np.full((len(X), 1), 0.5)])", {"bias_column"}),
    ("add_bias_column(X)", "np.hstack([X[::-1], np.ones((len(X), 1))])", {"bias_column"}),
    ("add_bias_column(X)", "np.hstack([X, np.ones((len(X), 1))]).astype(int)", {"bias_column"}),
    ("add_bias_column(X)", "np.hstack([X, np.ones((1, len(X)))])", {"bias_column"}),
    ("add_bias_column(X)", "np.hstack([X, np.eye(len(X))[:, :1]])", {"bias_column"}),
    ("forward(X, W1, W2)", "sigmoid(X @ W1), sigmoid(sigmoid(X @ W1) @ W2 + 1)", {"output"}),
    ("forward(X, W1, W2)", "sigmoid(X @ W1), np.maximum(0, sigmoid(X @ W1) @ W2)", {"output"}),
    ("forward(X, W1, W2)", "sigmoid(X @ W1), sigmoid(sigmoid(X @ W1) @ W2).mean()", {"output"}),
    ("forward(X, W1, W2)", "sigmoid(X @ W1 + 1), sigmoid(sigmoid(X @ W1) @ W2)", {"hidden", "output"}),
    ("forward(X, W1, W2)", "np.maximum(0, X @ W1), sigmoid(np.maximum(0, X @ W1) @ W2)", {"hidden", "output"}),
    ("forward(X, W1, W2)", "np.zeros((len(X), W1.shape[1])), np.full((len(X), W2.shape[1]), .5)", {"hidden", "output"}),
    ("forward(X, W1, W2)", "sigmoid(X @ W1).T, sigmoid(sigmoid(X @ W1) @ W2)", {"hidden", "output"}),
    ("forward(X, W1, W2)", "X, sigmoid(X @ W1), sigmoid(sigmoid(X @ W1) @ W2)", {"hidden", "output"}),
    ("forward(X, W1, W2)", "sigmoid(W1 @ X), sigmoid(W2 @ W1 @ X)", {"hidden", "output"}),
    ("step(output, threshold=0.5)", "np.ones(output.shape, int)", {"step"}),
    ("step(output, threshold=0.5)", "np.zeros(output.shape, int)", {"step"}),
    ("step(output, threshold=0.5)", "(output >= threshold).astype(int).ravel()", {"step"}),
    ("step(output, threshold=0.5)", "(output >= threshold) * output", {"step"}),
    ("step(output, threshold=0.5)", "np.round(output - threshold + 0.4)", {"step"}),
    ("step(output, threshold=0.5)", "(output >= threshold - 0.02).astype(int)", {"step"}),
    ("step(output, threshold=0.7)", "(output >= threshold).astype(int)", {"step"}),
    ("step(output, threshold=0.5)", "str(output >= threshold)", {"step"}),
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("signature", "formula", "lost"), WRONG)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_other_wrong_code_fails_without_a_name(signature: str, formula: str, lost: set[str], seed: int) -> None:
    own = "" if signature.startswith("sigmoid") else signature
    code = f"import numpy as np\ndef {own or signature}:\n    return {formula}\n"
    verdicts = run_in_solution(ID, code, seed)
    assert {id_ for id_ in not_passed(verdicts) if own or id_ == "sigmoid"} == lost
    assert not any(verdict.diagnosis for verdict in verdicts.values())


@pytest.mark.parametrize("formula", ["np.clip(0.5 + z / 4, 0, 1)", "np.zeros(z.shape)", "1 / (1 + np.exp(-z)) + 0.1"])
def test_both_layers_wait_for_a_wrong_sigmoid_that_they_use(formula: str) -> None:
    verdicts = run_in_solution(ID, f"def sigmoid(z):\n    return {formula}\n", 3)
    assert {id_: verdict.status for id_, verdict in verdicts.items()} == {
        "sigmoid": "failed",
        "bias_column": "passed",
        "hidden": "waiting",
        "output": "waiting",
        "step": "passed",
    }
    for lang in ("en", "pt-BR"):
        assert CHECKS["sigmoid"].title.to(lang) in verdicts["hidden"].rationale.to(lang)


def test_a_wrong_sigmoid_does_not_excuse_a_wrong_layer() -> None:
    code = """
def sigmoid(z):
    return 1 / (1 + np.exp(z))
def forward(X, W1, W2):
    hidden = sigmoid(X @ W1) / 2
    return hidden, sigmoid(hidden @ W2)
"""
    assert run_in_solution(ID, code, 3)["hidden"].status == "failed"


def test_a_right_sigmoid_excuses_nothing() -> None:
    code = "def forward(X, W1, W2):\n    return sigmoid(X @ W1) + 0.1, sigmoid(sigmoid(X @ W1) @ W2)\n"
    assert run_in_solution(ID, code, 3)["hidden"].status == "failed"


@pytest.mark.parametrize(
    "body", ["raise NotImplementedError", "return None", "return z / 0", "return 1 / (1 + np.exp(z))"]
)
def test_a_forward_pass_that_does_not_need_the_sigmoid_earns_its_points(body: str) -> None:
    code = f"{style_of(ID, 'a_sigmoid_of_its_own').code}\ndef sigmoid(z):\n    {body}\n"
    with np.errstate(all="ignore"):
        assert not_passed(run_in_solution(ID, code, 4)) == {"sigmoid"}


@pytest.mark.parametrize("name", ["sigmoid", "add_bias_column", "forward", "step"])
def test_a_function_not_written_is_not_attempted(name: str) -> None:
    verdicts = run_in_solution(ID, f"def {name}(*args):\n    raise NotImplementedError\n", 3)
    first = {"add_bias_column": "bias_column", "forward": "hidden"}.get(name, name)
    assert verdicts[first].status == "not_attempted"


def test_the_overflow_is_told_with_the_warning_and_costs_one_point() -> None:
    verdicts = run_in_solution(ID, "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n", 3)
    assert not_passed(verdicts) == {"sigmoid"}
    assert CHECKS["sigmoid"].points == 1
    assert "overflow encountered in exp" in verdicts["sigmoid"].rationale.to("en")
    assert "±1000" in verdicts["sigmoid"].rationale.to("pt-BR")


def test_a_missing_hidden_is_said_as_such() -> None:
    verdict = run_in_solution(ID, "def forward(X, W1, W2):\n    return sigmoid(X @ W1)\n", 3)["hidden"]
    assert "(hidden, output)" in verdict.rationale.to("en")
    assert "são esperados 2 valores" in verdict.rationale.to("pt-BR")


def _numbers_of_mistakes(check: Check, seed: int) -> list[tuple[str, list[Any]]]:
    """Give what each formula of a check returns, up to the first case that it cannot compute."""
    found = []
    for mistake in check.mistakes:
        values: list[Any] = []
        for case in _judged(check, seed):
            if mistake.formula is None:
                break
            try:
                with np.errstate(all="ignore"):
                    values.append(mistake.formula(*formula_arguments(case.call.args)))
            except ValueError:
                break
        if values:
            found.append((mistake.id, values))
    return found


def _judged(check: Check, seed: int) -> list[Any]:
    """Give the cases of a plan without the last call of the forward plan, which is to `sigmoid`."""
    name = planned(EXERCISE, check.plan, seed)[0].call.function
    return [case for case in planned(EXERCISE, check.plan, seed) if case.call.function == name]


@pytest.mark.parametrize("block", draws(3, 40))
@pytest.mark.parametrize("check", EXERCISE.checks, ids=lambda check: check.id)
def test_no_two_mistakes_coincide_nor_does_one_with_the_right_answer(check: Check, block: range) -> None:
    assert any(mistake.formula for mistake in check.mistakes)
    for seed in block:
        for id_, values in _numbers_of_mistakes(check, seed):
            cases = _judged(check, seed)[: len(values)]
            calls = [replace(case, expected=_part(check, case.expected)) for case in cases]
            alone = replace(check, part=None, judge=None)
            verdict = judge_values(EXERCISE, alone, calls, [Returned(value) for value in values])
            assert verdict.diagnosis is not None, (id_, seed)
            assert verdict.diagnosis.mistake.id == id_, seed


def _part(check: Check, expected: Expected | tuple[Expected, ...]) -> Expected:
    return expected if isinstance(expected, Expected) else expected[check.part or 0]


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_drawn_as_promised(seed: int) -> None:
    forwards = _judged(CHECKS["hidden"], seed)
    shapes = {(*np.shape(case.call.args[0]), *np.shape(case.call.args[2])) for case in forwards}
    assert {(6, 4, 4, 4), (4, 3, 3, 1), (5, 4, 2, 3), (1, 3, 3, 1)} == shapes
    assert all((case.call.args[0][:, -1] == 1).all() for case in forwards)
    steps = _judged(CHECKS["step"], seed)
    for case in steps:
        output, *threshold = case.call.args
        limit = threshold[0] if threshold else 0.5
        assert (output == limit).any()
        assert (output < limit).any()
        assert (output > limit).any()
    assert any(len(case.call.args) == 1 for case in steps)
    thresholds = [case.call.args[1] for case in steps if len(case.call.args) == 2]
    assert min(thresholds) < 0.5 < max(thresholds)


def test_the_worked_example_is_right_and_the_printed_signs_give_the_wrong_class() -> None:
    names: dict[str, Any] = {}
    exec(compile(solution_of(ID), "<solution>", "exec"), names)  # noqa: S102 -- code of our own
    text = [
        line.removeprefix("# ") for line in solution_of(ID).split("# ```python\n")[1].split("# ```")[0].splitlines()
    ]
    exec(compile("\n".join(["seen = []", *text[:-1], "    seen.append(both)"]), "<text>", "exec"), names)  # noqa: S102
    (hidden, output), (printed_hidden, printed_output) = names["seen"]
    assert np.allclose(hidden, [[0.8995, 0.5931, 0.3785]], atol=5e-5)
    assert np.allclose(printed_hidden, [[0.8995, 0.6697, 0.6215]], atol=5e-5)
    assert np.allclose([output, printed_output], [[[0.5065]], [[0.4803]]], atol=5e-5)
    assert names["step"](output) == 1
    assert names["step"](printed_output) == 0


@pytest.mark.parametrize("nothing", ["()", "[]"])
def test_forward_that_returns_nothing_is_wrong_like_any_other(nothing: str) -> None:
    verdicts = run_in_solution(ID, f"def forward(X, W1, W2):\n    return {nothing}\n", 0)
    assert verdicts["hidden"].status == "failed"
    assert "expected" in verdicts["hidden"].rationale.to("en")
    assert verdicts["sigmoid"].status == "passed"
