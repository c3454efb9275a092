"""Exercise 07: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.model import formula_arguments, planned
from tests.solutions.sessions import exercise_of, mistake_of, not_passed, run_in_solution, seeds, solution_of

ID = "mse_backward"
SEEDS = seeds(0, 77)
EXERCISE = exercise_of(ID)
GRADIENTS = {"backward", "backward_axes"}


WRONG_COSTS = [
    "np.var(p - t)",
    "np.median((p - t) ** 2)",
    "np.max((p - t) ** 2)",
    "np.mean((p + t) ** 2)",
    "np.mean((p - t) ** 3)",
    "np.mean((p - t) ** 2) + 1e-4",
    "-np.mean((p - t) ** 2)",
    "2 * np.mean((p - t) ** 2)",
    "np.mean(np.log(1 + np.exp(-p * t)))",
    "np.mean((p - t.T) ** 2)",
    "np.sum(p - t) ** 2 / p.size",
    "[np.mean((p - t) ** 2)]",
    "0.0",
    "p",
    "str(np.mean((p - t) ** 2))",
]
WRONG_GRADIENTS = [
    "2 * np.abs(p - t) / p.size",
    "2 * (p + t) / p.size",
    "4 * (p - t) / p.size",
    "2 * (p - t) / (p.size - 1)",
    "2 * (p - t) / p.size + 1e-4",
    "2 * (p - t) / p.size * mse(p, t)",
    "2 * (p - t) / np.linalg.norm(p - t)",
    "(p - t) / p.std()",
    "2 * p - t / p.size",
    "2 * (p - t) * np.sqrt(p.size)",
    "2 * (p - t) / p.size * (p > 0)",
    "3 * (p - t) ** 2 / p.size",
    "np.round(2 * (p - t) / p.size, 2)",
    "np.zeros(p.shape)",
    "np.ones(p.shape) / p.size",
    "(2 * (p - t) / p.size).T[::-1]",
    "p",
    "'2 * (p - t)'",
    "2 * (p - t + 0j) / p.size",
]


NAMED_COSTS = {
    "np.sum((p - t) ** 2)": "sum-not-mean",
    "np.sum((p - t) ** 2) / 2": "sum-not-mean",
    "np.mean((p.reshape(-1, 1) - t.reshape(1, -1)) ** 2)": "column-row-broadcast",
    "(np.mean((p - t) ** 2), p - t)": "several-values-returned",
    "math.pow(p - t, 2) / p.size": "math-exp-on-array",
    "None": "nothing-returned",
}
NAMED_GRADIENTS = {
    "-(p - t) / p.size": "missing-factor-two",
    "2 * (t - p)": "error-sign-flipped",
    "2 * (p.reshape(-1, 1) - t.reshape(1, -1)) / p.size": "column-row-broadcast",
    "2 * (p.reshape(1, -1) - t.reshape(-1, 1)) / p.size": "column-row-broadcast",
    "2 (p - t) / p.size": "number-called-as-function",
    "(2 * (p - t) / p.size, -2 * (p - t) / p.size)": "several-values-returned",
    "None": "nothing-returned",
}


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize(
    ("function", "formula"), [("mse", f) for f in NAMED_COSTS] + [("mse_backward", f) for f in NAMED_GRADIENTS]
)
def test_mistakes_alone_and_together_have_their_names(function: str, formula: str) -> None:
    verdicts = run_in_solution(ID, f"import math\ndef {function}(p, t):\n    return {formula}\n", 5)
    diagnosis = verdicts["mse" if function == "mse" else "backward"].diagnosis
    assert diagnosis is not None
    assert diagnosis.mistake.id == (NAMED_COSTS if function == "mse" else NAMED_GRADIENTS)[formula]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("formula", WRONG_COSTS)
def test_other_wrong_costs_fail_without_a_name(formula: str, seed: int) -> None:
    verdicts = run_in_solution(ID, f"def mse(p, t):\n    return {formula}\n", seed)
    assert not_passed(verdicts) == {"mse"}
    named = verdicts["mse"].diagnosis
    # a transposed column does meet a row
    assert (named.mistake.id if named else None) == ("column-row-broadcast" if ".T" in formula else None)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("formula", WRONG_GRADIENTS)
def test_other_wrong_gradients_fail_without_a_name(formula: str, seed: int) -> None:
    verdicts = run_in_solution(ID, f"def mse_backward(p, t):\n    return {formula}\n", seed)
    assert not_passed(verdicts) == GRADIENTS
    assert verdicts["backward"].diagnosis is None


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "raising", ["len(p[0])", "sum(len(row) for row in p)", "p[0, 0]", "p.sum(axis=1)[0] * 0 + p.size"]
)
def test_an_axis_that_is_not_there_is_not_called_a_missing_length(raising: str, seed: int) -> None:
    code = f"def mse_backward(p, t):\n    n = {raising}\n    return 2 * (p - t) / p.size\n"
    verdicts = run_in_solution(ID, code, seed)
    assert not_passed(verdicts) == GRADIENTS
    diagnosis = verdicts["backward"].diagnosis
    assert diagnosis is not None
    assert diagnosis.mistake.id == "axis-not-there"


def test_a_division_by_rows_costs_one_point_of_the_gradient() -> None:
    verdicts = run_in_solution(ID, mistake_of(ID, "divided_by_rows_backward").code, 3)
    assert not_passed(verdicts) == {"backward_axes"}
    help_ = verdicts["backward_axes"].help
    assert help_ is not None
    assert "len(x)" in help_.to("en")
    assert "len(x)" in help_.to("pt-BR")


def test_a_broadcast_gradient_is_told_with_both_shapes() -> None:
    verdict = run_in_solution(ID, mistake_of(ID, "broadcast_target_flattened").code, 3)["backward"]
    assert "has shape (5, 5), and (5, 1) is expected" in verdict.rationale.to("en")
    assert verdict.help is not None
    assert "ravel" in verdict.help.to("pt-BR")


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_drawn_as_promised(seed: int) -> None:
    shapes: list[list[tuple[int, ...]]] = []
    for check in EXERCISE.checks:
        cases = planned(EXERCISE, check.plan, seed)
        assert any(case.repeated for case in cases)
        shapes.append([])
        for case in cases:
            prediction, target = formula_arguments(case.call.args)
            assert prediction.shape == target.shape
            shapes[-1].append(prediction.shape)
            assert prediction.size != 2
            off = np.abs(prediction - target)
            assert np.count_nonzero(off == 0) == (1 if prediction.ndim else 0)
            assert (off[off > 0] > 0.19).all()
            if prediction.ndim:
                assert (prediction > target).any()
                assert (prediction < target).any()
    assert [{len(shape) for shape in of_check} for of_check in shapes] == [{0, 1, 2, 3}, {1, 2}, {0, 2, 3}]
    assert [max(int(np.prod(shape)) for shape in of_check) for of_check in shapes] == [12, 6, 12]


def test_the_figures_of_the_example_hold() -> None:
    namespace: dict[str, object] = {}
    exec(solution_of(ID), namespace)  # noqa: S102 -- our own solution
    mse, mse_backward = namespace["mse"], namespace["mse_backward"]
    assert callable(mse)
    assert callable(mse_backward)
    prediction, target = np.array([7.0, 1.0, 5.0]), np.array([3.0, 2.0, 5.0])
    assert mse(prediction, target) == 17 / 3
    assert mse_backward(prediction, target) == pytest.approx([8 / 3, -2 / 3, 0])
