import numpy as np
import pytest

from autograder.judging.model import planned
from autograder.sandbox.protocol.calls import BadQuestion, Callback
from tests.solutions.sessions import (
    exercise_of,
    not_passed,
    run_in_solution,
)

ID = "derivative_estimates"


ROWS_AND_COLUMNS = """
import numpy as np
def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for i in range({rows}):
        for j in range({columns}):
            step = np.zeros(w.shape)
            step[i, j] = epsilon
            gradient[i, j] = (J(w + step) - J(w - step)) / (2 * epsilon)
    return gradient
"""


@pytest.mark.parametrize(("rows", "columns"), [("w.shape[0]", "w.shape[1]"), ("len(w)", "len(w[i])")])
def test_loops_over_rows_and_columns_are_named_where_a_vector_stops_them(rows, columns):
    ways = set()
    for seed in range(12):  # which array comes first is drawn; one of three axes gives wrong numbers and stops nothing
        verdict = run_in_solution(ID, ROWS_AND_COLUMNS.format(rows=rows, columns=columns), seed)["gradient"]
        ways.add((verdict.status, verdict.diagnosis.mistake.id if verdict.diagnosis else None))
    assert ("error", "written-for-matrices") in ways
    assert {id_ for status, id_ in ways if status == "error"} == {"written-for-matrices"}


def costs(seed=0):
    exercise = exercise_of(ID)
    for check in exercise.checks:
        for case in planned(exercise, check.plan, seed):
            J, w = case.call.args[:2]
            assert isinstance(J, Callback)
            yield J.function, np.asarray(w)


def test_a_cost_takes_numbers_arrays_and_lists_of_its_own_shape():
    for J, w in costs():
        values = {J(w), J(w.tolist()), J(w.astype(float)), J(w.astype(object).tolist())}
        assert len(values) == 1
        assert isinstance(values.pop(), float)


@pytest.mark.parametrize("strange", [None, "3", ["a"], 1j, np.array([1j, 2j]), np.zeros((7, 7)), [[1.0], [1.0, 2.0]]])
def test_a_cost_refuses_everything_else_and_says_what_it_takes(strange):
    for J, w in costs():
        with pytest.raises(BadQuestion) as refusal:
            J(strange)
        expected = str(w.shape) if w.shape else "one number"
        assert expected in str(refusal.value)


def test_a_cost_takes_exactly_one_argument():
    for J, w in costs():
        with pytest.raises(BadQuestion, match="one argument"):
            J(w, w)
        with pytest.raises(BadQuestion, match="one argument"):
            J()


@pytest.mark.filterwarnings("error")
def test_a_cost_far_out_is_infinite_and_quiet():
    for J, w in costs():
        assert isinstance(J(np.full(w.shape, 1e300)), float)


def test_messages_let_a_learner_type_the_cost_in():
    exercise = exercise_of(ID)
    for check in exercise.checks:
        for case in planned(exercise, check.plan, 1):
            formula = case.expected.name.removeprefix("J(w) = ").partition(" ⇒")[0]
            body, _, k = formula.partition(", k = ")
            J, w = case.call.args[:2]
            names = {"np": np, "w": w}
            if k:
                names["k"] = eval(k, names)  # noqa: S307 -- the exercise's own text
            assert eval(body, names) == pytest.approx(J.function(w), rel=1e-12)  # noqa: S307 -- as above


OWN_STEPS = """
def central_difference(J, w, epsilon=1e-3):
    return (J(w + {h}) - J(w - {h})) / (2 * {h})
def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += {h}
        below[index] -= {h}
        gradient[index] = (J(above) - J(below)) / (2 * {h})
    return gradient
"""


@pytest.mark.parametrize(
    ("step", "name"),
    [(0.00025, "epsilon-ignored"), (0.07, "epsilon-ignored"), (0.15, "step-too-large"), (1.3, "step-too-large")],
)
def test_whatever_step_of_ones_own_is_named_and_costs_once(step: float, name: str) -> None:
    verdicts = run_in_solution(ID, OWN_STEPS.format(h=step), 3)
    assert not_passed(verdicts) == {"central"}
    assert verdicts["central"].diagnosis.mistake.id == name
