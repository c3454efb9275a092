import numpy as np
import pytest

from autograder.judging.model import planned
from autograder.sandbox.protocol.calls import BadQuestion, Callback
from tests.solutions.sessions import (
    Wrong,
    assert_as_said,
    exercise_of,
    formulas_not_told_apart,
    not_passed,
    run,
    run_in_solution,
    solution_of,
    wrong_of,
)

ID = "derivative_estimates"
SEEDS = (0, 3)
GRADIENT_CHECKS = {"gradient", "gradient_integers_and_shapes"}

RIGHT = {
    "one-hot steps": """
import numpy as np

def numerical_gradient(J, w, epsilon=1e-5):
    x = np.array(w, dtype=float)
    rows = np.eye(x.size) * epsilon
    slopes = [(J(x + row.reshape(x.shape)) - J(x - row.reshape(x.shape))) / (2 * epsilon) for row in rows]
    return np.array(slopes).reshape(x.shape)
""",
    "entry put back": """
import numpy as np

def numerical_gradient(J, w, epsilon=1e-5):
    x = w.astype(np.float64)
    gradient = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        old = x[ix]
        x[ix] = old + epsilon
        above = J(x)
        x[ix] = old - epsilon
        below = J(x)
        x[ix] = old
        gradient[ix] = (above - below) / (2 * epsilon)
        it.iternext()
    return gradient
""",
    "drifting by an ulp in a copy": """
import numpy as np

def numerical_gradient(J, w, epsilon=1e-5):
    x = w.astype(float)
    gradient = np.zeros(w.shape)
    for ix in np.ndindex(w.shape):
        x[ix] += epsilon
        above = J(x)
        x[ix] -= 2 * epsilon
        below = J(x)
        x[ix] += epsilon
        gradient[ix] = (above - below) / (2 * epsilon)
    return gradient
""",
    "nested lists handed to J": """
import numpy as np

def numerical_gradient(J, w, epsilon=1e-5):
    flat = [float(v) for v in np.ravel(w)]
    slopes = []
    for i in range(len(flat)):
        above = flat[:i] + [flat[i] + epsilon] + flat[i + 1:]
        below = flat[:i] + [flat[i] - epsilon] + flat[i + 1:]
        high = J(np.reshape(above, w.shape).tolist())
        low = J(np.reshape(below, w.shape).tolist())
        slopes.append((high - low) / (2 * epsilon))
    return np.reshape(slopes, w.shape)
""",
    "by the scalar function": """
import numpy as np

def numerical_gradient(J, w, epsilon=1e-5):
    w = np.asarray(w, dtype=float)
    gradient = np.empty(w.shape)
    for index, value in np.ndenumerate(w):
        def along(v):
            moved = w.copy()
            moved[index] = v
            return J(moved)
        gradient[index] = central_difference(along, value, epsilon)
    return gradient
""",
    "scalars by the gradient": """
import numpy as np

def central_difference(J, w, epsilon=1e-3):
    return float(numerical_gradient(J, np.array(w), epsilon))

def forward_difference(J, w, epsilon=1e-3):
    w = np.float64(w)
    return np.divide(np.subtract(J(w + epsilon), J(w)), epsilon)
""",
    "divided term by term": """
def forward_difference(J, w, epsilon=1e-3):
    return J(w + epsilon) / epsilon - J(w) / epsilon

def central_difference(J, w, epsilon=1e-3):
    right = forward_difference(J, w, epsilon)
    left = (J(w) - J(w - epsilon)) / epsilon
    return (right + left) / 2
""",
    "the step as it was stored": """
def forward_difference(J, w, epsilon=1e-3):
    x = w + epsilon
    return (J(x) - J(w)) / (x - w)

def central_difference(J, w, epsilon=1e-3):
    high, low = w + epsilon, w - epsilon
    return (J(high) - J(low)) / (high - low)
""",
    "classes, Greek and prints": """
import numpy as np

class Estimator:
    def __init__(self, J, ε):
        self.J, self.ε = J, ε
        print("estimating with", ε)
    def __call__(self, w):
        return 0.5 / self.ε * (self.J(w + self.ε) - self.J(w - self.ε))

def central_difference(J, w, epsilon=1e-3):
    return Estimator(J, epsilon)(w)
""",
    "0-d arrays handed to J": """
import numpy as np

def forward_difference(J, w, epsilon=1e-3):
    return (J(np.array(w + epsilon)) - J(np.array(w))) / epsilon
""",
    "views of a copy": """
import numpy as np

def numerical_gradient(J, w, epsilon=1e-5):
    x = np.array(w, dtype=float)
    gradient = np.zeros(x.shape)
    values, slots = x.reshape(-1), gradient.reshape(-1)
    for i in range(values.size):
        kept = values[i]
        values[i] = kept + epsilon
        slots[i] = J(x)
        values[i] = kept - epsilon
        slots[i] -= J(x)
        values[i] = kept
    return gradient / (2 * epsilon)
""",
}

REMARKED = {
    "a list": """
import numpy as np
solved = numerical_gradient
def numerical_gradient(J, w, epsilon=1e-5):
    return solved(J, w, epsilon).tolist()
""",
    "stored as float32": """
import numpy as np
solved = numerical_gradient
def numerical_gradient(J, w, epsilon=1e-5):
    return np.asarray(solved(J, w, epsilon)).astype(np.float32)
""",
    "scalar stored as float32": """
import numpy as np
def forward_difference(J, w, epsilon=1e-3):
    return np.float32((J(w + epsilon) - J(w)) / epsilon)
""",
}

WRONG = {
    "default step of one": (
        "def central_difference(J, w, epsilon=1.0):\n    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)\n",
        {"central"},
        "other-default-step",
    ),
    "absolute value": (
        "def forward_difference(J, w, epsilon=1e-3):\n    return abs(J(w + epsilon) - J(w)) / epsilon\n",
        {"forward"},
        None,
    ),
    "constant": ("def central_difference(J, w, epsilon=1e-3):\n    return 6.0\n", {"central"}, None),
    "step scaled by w": (
        "def central_difference(J, w, epsilon=1e-3):\n    h = epsilon * max(1, abs(w))\n    return (J(w + h) - J(w - h)) / (2 * h)\n",
        {"central"},
        None,
    ),
    "w made an int": (
        "def forward_difference(J, w, epsilon=1e-3):\n    w = int(w)\n    return (J(w + epsilon) - J(w)) / epsilon\n",
        {"forward"},
        None,
    ),
    "asks in a list": (
        "def forward_difference(J, w, epsilon=1e-3):\n    return (J([w + epsilon]) - J([w])) / epsilon\n",
        {"forward"},
        None,
    ),
    "complex step": (
        "def central_difference(J, w, epsilon=1e-3):\n    return J(w + 1j * epsilon).imag / epsilon\n",
        {"central"},
        None,
    ),
    "J with two arguments": (
        "def forward_difference(J, w, epsilon=1e-3):\n    return (J(w, epsilon) - J(w, 0)) / epsilon\n",
        {"forward"},
        None,
    ),
    "last entry forgotten": (
        """
import numpy as np
solved = numerical_gradient
def numerical_gradient(J, w, epsilon=1e-5):
    gradient = solved(J, w, epsilon)
    if w.size > 1:
        gradient.flat[-1] = 0
    return gradient
""",
        GRADIENT_CHECKS,
        None,
    ),
    "one result array for all calls": (
        """
import numpy as np
solved = numerical_gradient
RESULT = np.zeros(100)
def numerical_gradient(J, w, epsilon=1e-5):
    RESULT[:w.size] = solved(J, w, epsilon).ravel()
    return RESULT[:w.size].reshape(w.shape)
""",
        GRADIENT_CHECKS,
        None,
    ),
    "always a row of entries": (
        """
import numpy as np
solved = numerical_gradient
def numerical_gradient(J, w, epsilon=1e-5):
    return np.atleast_1d(solved(J, w, epsilon))
""",
        {"gradient_integers_and_shapes"},
        None,
    ),
    "argument changed at the end": (
        """
solved = numerical_gradient
def numerical_gradient(J, w, epsilon=1e-5):
    gradient = solved(J, w, epsilon)
    w += 1
    return gradient
""",
        {"gradient"},
        "argument-modified-in-place",
    ),
}


def test_the_points_are_those_of_the_curriculum():
    assert [check.points for check in exercise_of(ID).checks] == [2, 3, 3, 2]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_solution_earns_everything_without_a_remark(seed):
    verdicts = run(ID, solution_of(ID), seed)
    assert [(verdict.status, verdict.remarks) for verdict in verdicts.values()] == [("passed", ())] * 4


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("code", RIGHT.values(), ids=RIGHT)
def test_right_styles_earn_everything_without_a_remark(code, seed):
    verdicts = run_in_solution(ID, code, seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    assert all(not verdict.remarks for verdict in verdicts.values())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("code", REMARKED.values(), ids=REMARKED)
def test_odd_kinds_of_right_numbers_earn_everything_with_a_remark(code, seed):
    verdicts = run_in_solution(ID, code, seed)
    assert not_passed(verdicts) == set()
    assert any(verdict.remarks for verdict in verdicts.values())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("wrong", wrong_of(ID), ids=lambda wrong: wrong.name)
def test_mistakes_lose_exactly_what_they_say(wrong: Wrong, seed):
    assert_as_said(ID, wrong, seed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("code", "lost", "diagnosis"), WRONG.values(), ids=WRONG)
def test_other_wrong_code_fails_and_is_not_called_what_it_is_not(code, lost, diagnosis, seed):
    verdicts = run_in_solution(ID, code, seed)
    assert not_passed(verdicts) == lost
    named = {verdict.diagnosis.mistake.id for verdict in verdicts.values() if verdict.diagnosis}
    assert named == ({diagnosis} if diagnosis else set())


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


@pytest.mark.parametrize("seed", SEEDS)
def test_every_formula_fails_and_is_told_from_all_others(seed):
    assert formulas_not_told_apart(ID, seed) == []


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
