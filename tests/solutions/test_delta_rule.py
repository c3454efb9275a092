import numpy as np
import pytest

from autograder.judging.model import planned
from autograder.sandbox.protocol.calls import BadQuestion, Callback
from tests.solutions.sessions import (
    exercise_of,
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


def test_the_derivative_takes_numbers_and_refuses_the_rest():
    exercise = exercise_of(ID)
    for case in planned(exercise, exercise.checks[2].plan, 0):
        derivative = case.call.args[0]
        assert isinstance(derivative, Callback)
        assert derivative.function(2) == derivative.function(2.0) == derivative.function(np.array(2))
        for strange in (None, "2", [2.0], np.array([2.0]), 2j):
            with pytest.raises(BadQuestion, match="one number"):
                derivative.function(strange)
