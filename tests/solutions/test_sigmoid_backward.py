"""Exercise 05: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.model import planned
from tests.solutions.sessions import exercise_of, not_passed, run_in_solution, seeds

ID = "sigmoid_backward"
SEEDS = seeds(0, 77)
EXERCISE = exercise_of(ID)


WRONG_SIGMOIDS = [
    "1 / (1 + np.exp(-z)) + 1e-4",
    "1 / (1 + np.exp(-2 * z))",
    "1 - 1 / (1 + np.exp(-z)) ** 2",
    "np.exp(z) / (1 + np.exp(-z))",
    "1 / (1 + np.exp(-np.clip(z, -2, 2)))",
    "np.where(z > 0, 1.0, 0.0)",
    "np.full(z.shape, 0.5)",
    "np.maximum(0, z)",
    "1 / (1 + np.exp(-z.T))",
    "1 / (1 + np.exp(-z)).sum()",
    "z",
    "1 / (1 + np.exp(-z + 1j))",
    "[[0.5]]",
]
WRONG_BACKWARDS = [
    "g * a * (1 - a) * 2",
    "np.abs(g) * a * (1 - a)",
    "g * (1 - a)",
    "a",
    "g / (a * (1 - a))",
    "(g * a * (1 - a)).mean()",
    "(g * a * (1 - a)).T",
    "(g * a * (1 - a)).ravel()",
    "np.sum(g) * a * (1 - a)",
    "g * a * (1 - a) + 1e-4",
    "g * a * (1 - a) * (a > 0.5)",
    "np.zeros(a.shape)",
    "np.zeros(0)",
    "g * np.round(a * (1 - a), 3)",
    "g ** 2 * a * (1 - a)",
    "np.sqrt(1 - g)",
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("formula", WRONG_SIGMOIDS)
def test_other_wrong_sigmoids_fail_without_a_name(formula: str, seed: int) -> None:
    verdicts = run_in_solution(ID, f"def sigmoid(z):\n    return {formula}\n", seed)
    assert not_passed(verdicts) == {"sigmoid", "sigmoid_large"}
    assert not any(verdict.diagnosis for verdict in verdicts.values())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("formula", WRONG_BACKWARDS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_other_wrong_backwards_fail_without_a_name(formula: str, seed: int) -> None:
    verdicts = run_in_solution(ID, f"def sigmoid_backward(g, a):\n    return {formula}\n", seed)
    assert not_passed(verdicts) == {"backward", "backward_flat"}
    assert not any(verdict.diagnosis for verdict in verdicts.values())


@pytest.mark.parametrize("code", ["return math.exp(-z)", "return 1 / (1 + float(z))", "return int(z)"])
def test_one_number_asked_of_an_array(code: str) -> None:
    verdict = run_in_solution(ID, f"import math\ndef sigmoid(z):\n    {code}\n", 2)["sigmoid"]
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.mistake.id == "math-exp-on-array"


@pytest.mark.parametrize("seed", SEEDS)
def test_inputs_are_drawn_as_promised(seed: int) -> None:
    for case in planned(EXERCISE, EXERCISE.checks[2].plan, seed):
        upstream, output = case.call.args
        assert ((np.abs(upstream) >= 0.5) & (np.abs(upstream) <= 1.5)).all()
        assert ((output > 0.006) & (output < 0.994)).all()
    sizes = [np.abs(case.call.args[0]) for case in planned(EXERCISE, EXERCISE.checks[0].plan, seed)]
    assert max(z.max() for z in sizes) <= 4.5  # so that a sigmoid clipped at 5 loses the points for large inputs alone
    assert any((z == 0).any() for z in sizes)


@pytest.mark.parametrize("seed", range(20))
def test_changing_an_argument_never_hides_wrong_numbers(seed):
    # It has paid for the change already when its second check comes; whatever is wrong there must still cost that.
    code = """
import numpy as np
def sigmoid(z):
    if z.shape != (8,):
        z[...] = np.clip(z, -5, 5) if z.size and abs(z).max() > 100 else z
    z += 0.0
    z *= 1.0
    result = 1 / (1 + np.exp(-z))
    z[...] = 0
    return result
"""
    verdicts = run_in_solution("sigmoid_backward", code, seed)
    assert verdicts["sigmoid"].status == "failed"
    assert verdicts["sigmoid"].numbers_right
    assert verdicts["sigmoid_large"].status == "failed"
