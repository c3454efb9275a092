import numpy as np
import pytest

from autograder.judging.model import planned
from autograder.sandbox.protocol.calls import BadQuestion, Callback
from tests.solutions.sessions import (
    exercise_of,
    run_in_solution,
    seeds,
)

ID = "delta_rule"
SEEDS = seeds(0, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_path_is_checked_where_it_moves(seed):
    exercise = exercise_of(ID)
    for case in planned(exercise, exercise.checks[2].plan, seed):
        path = case.expected.value
        assert np.abs(np.diff(path)).max() > 0.01
        assert np.abs(path).max() < 1e4
        assert (case.expected.error < 1e-9).all()


@pytest.mark.parametrize("rate", [1.0, 0.07, 0.25, 0.123456, 3])
def test_a_rate_of_ones_own_is_found_whatever_it_is(rate):
    code = f"def delta_rule_update(weight, derivative, learning_rate):\n    return weight - {rate} * derivative\n"
    verdicts = run_in_solution(ID, code, 5)
    mistake = verdicts.pop("update_number").diagnosis.mistake
    assert mistake.id == "learning-rate-ignored"
    for args in ((2.0, 3.0, 0.5), (np.ones(2), np.ones(2), 0.5)):
        assert np.allclose(mistake.formula(*args), args[0] - rate * args[1])  # the formula has the learner's own rate
    for follows in verdicts.values():  # arrays and paths are right for that very rate
        assert follows.evidence["carried"] == {"update_number": "learning-rate-ignored"}
        assert follows.status == "passed"


@pytest.mark.parametrize("step", ["0 * derivative", "-0.1 * derivative", "weight * derivative", "0.1"])
def test_what_is_no_rate_of_ones_own_is_not_called_so(step):
    code = f"def delta_rule_update(weight, derivative, learning_rate):\n    return weight - {step}\n"
    assert all(verdict.diagnosis is None for verdict in run_in_solution(ID, code, 5).values())


def test_the_derivative_takes_numbers_and_refuses_the_rest():
    exercise = exercise_of(ID)
    for case in planned(exercise, exercise.checks[2].plan, 0):
        derivative = case.call.args[0]
        assert isinstance(derivative, Callback)
        assert derivative.function(2) == derivative.function(2.0) == derivative.function(np.array(2))
        for strange in (None, "2", [2.0], np.array([2.0]), 2j):
            with pytest.raises(BadQuestion, match="one number"):
                derivative.function(strange)
