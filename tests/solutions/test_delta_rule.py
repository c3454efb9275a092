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

ID = "delta_rule"
SEEDS = (0, 3)
UPDATES = {"update_number", "update_array"}
PATHS = {"path", "path_edges"}

RIGHT = {
    "numpy functions": """
import numpy as np

def delta_rule_update(weight, derivative, learning_rate):
    return np.subtract(weight, np.multiply(derivative, learning_rate))
""",
    "loops over entries": """
import numpy as np

def delta_rule_update(weight, derivative, learning_rate):
    if isinstance(weight, (int, float)):
        return weight - learning_rate * derivative
    new = np.zeros(weight.shape)
    for index in np.ndindex(weight.shape):
        new[index] = weight[index] - learning_rate * derivative[index]
    return new
""",
    "a float copy, then in place": """
import numpy as np

def delta_rule_update(weight, derivative, learning_rate):
    new = np.array(weight, dtype=float)
    new -= learning_rate * np.asarray(derivative)
    return new
""",
    "plus the negative": """
def delta_rule_update(weight, derivative, learning_rate):
    delta = -learning_rate * derivative
    return weight + delta
""",
    "an optimizer with a state": """
class SGD:
    def __init__(self, lr):
        self.lr = lr
    def step(self, w, grad):
        self.w = w - self.lr * grad
        print("step to", self.w)
        return self.w

def delta_rule_update(weight, derivative, learning_rate):
    return SGD(learning_rate).step(weight, derivative)
""",
    "array filled from the left": """
import numpy as np

def gradient_descent(derivative, w, learning_rate, steps):
    path = np.zeros(steps + 1)
    path[0] = w
    for i in range(1, steps + 1):
        path[i] = path[i - 1] - learning_rate * derivative(path[i - 1])
    return path
""",
    "recursion": """
import numpy as np

def gradient_descent(derivative, w, learning_rate, steps):
    if steps == 0:
        return np.array([w], dtype=float)
    rest = gradient_descent(derivative, w - learning_rate * derivative(w), learning_rate, steps - 1)
    return np.concatenate([[w], rest])
""",
    "accumulate": """
import numpy as np
from itertools import accumulate

def gradient_descent(derivative, w, learning_rate, steps):
    η = learning_rate
    return np.fromiter(accumulate(range(steps), lambda w, _: w - η * derivative(w), initial=w), dtype=float)
""",
    "generator, 0-d arrays": """
import numpy as np

def walk(derivative, w, learning_rate, steps):
    at = np.array(w, dtype=float)
    yield at
    for _ in range(steps):
        at = np.array(at - learning_rate * derivative(at))
        yield at

def gradient_descent(derivative, w, learning_rate, steps):
    return np.stack(list(walk(derivative, w, learning_rate, steps)))
""",
    "np.append, and the derivative asked more often than needed": """
import numpy as np

def gradient_descent(derivative, w, learning_rate, steps):
    path = np.array([float(w)])
    for _ in range(steps):
        slope = derivative(path[-1])
        if derivative(path[-1]) == slope:
            path = np.append(path, path[-1] - slope * learning_rate)
    return path
""",
    "as integers where nothing moves": """
import numpy as np

def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    while len(path) <= steps:
        path += [path[-1] - learning_rate * derivative(path[-1])]
    return np.array(path)
""",
}

REMARKED = {
    "a list": """
solved = gradient_descent
def gradient_descent(derivative, w, learning_rate, steps):
    return solved(derivative, w, learning_rate, steps).tolist()
""",
    "an np.matrix": """
import numpy as np
solved = delta_rule_update
def delta_rule_update(weight, derivative, learning_rate):
    new = solved(weight, derivative, learning_rate)
    return np.asmatrix(new) if np.ndim(new) == 2 else new
""",
    "float32": """
import numpy as np
def delta_rule_update(weight, derivative, learning_rate):
    return np.float32(weight) - np.float32(learning_rate) * np.float32(derivative)
def gradient_descent(derivative, w, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * derivative(path[-1]))
    return np.array(path, dtype=np.float32)
""",
}

WRONG = {
    "always the start": (
        "import numpy as np\ndef gradient_descent(derivative, w, learning_rate, steps):\n    return np.full(steps + 1, float(w))\n",
        PATHS,
        None,
    ),
    "the weight as it was": (
        "def delta_rule_update(weight, derivative, learning_rate):\n    return weight\n",
        UPDATES | PATHS,
        None,
    ),
    "sign of the derivative only": (
        "import numpy as np\ndef delta_rule_update(weight, derivative, learning_rate):\n    return weight - learning_rate * np.sign(derivative)\n",
        UPDATES | PATHS,
        None,
    ),
    "clipped step": (
        "import numpy as np\ndef delta_rule_update(weight, derivative, learning_rate):\n    return weight - np.clip(learning_rate * derivative, -0.1, 0.1)\n",
        UPDATES | PATHS,
        None,
    ),
    "transposed": (
        "import numpy as np\ndef delta_rule_update(weight, derivative, learning_rate):\n    return np.transpose(weight - learning_rate * derivative)\n",
        {"update_array"},
        None,
    ),
    "flattened": (
        "import numpy as np\ndef delta_rule_update(weight, derivative, learning_rate):\n    new = weight - learning_rate * derivative\n    return new.ravel() if isinstance(new, np.ndarray) else new\n",
        {"update_array"},
        None,
    ),
    "rate that shrinks": (
        """
import numpy as np
def gradient_descent(derivative, w, learning_rate, steps):
    path = [float(w)]
    for i in range(steps):
        path.append(path[-1] - learning_rate / (i + 1) * derivative(path[-1]))
    return np.array(path)
""",
        PATHS,
        None,
    ),
    "one step behind": (
        """
import numpy as np
def gradient_descent(derivative, w, learning_rate, steps):
    path, slope = [float(w)], derivative(w)
    for i in range(steps):
        path.append(path[-1] - learning_rate * slope)
        slope = derivative(path[-2])
    return np.array(path)
""",
        PATHS,
        None,
    ),
    "the costs of the path, not the weights": (
        """
import numpy as np
solved = gradient_descent
def gradient_descent(derivative, w, learning_rate, steps):
    return np.array([derivative(at) for at in solved(derivative, w, learning_rate, steps)])
""",
        PATHS,
        None,
    ),
    "an own parabola": (
        """
import numpy as np
def gradient_descent(derivative, w, learning_rate, steps):
    return np.array([w * (1 - 2 * learning_rate) ** i for i in range(steps + 1)])
""",
        PATHS,
        None,
    ),
    "asks with an array of one entry": (
        """
import numpy as np
def gradient_descent(derivative, w, learning_rate, steps):
    w = np.array([float(w)])
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * derivative(path[-1]))
    return np.concatenate(path)
""",
        PATHS,
        None,
    ),
    "wrong derivative in place too": (
        """
def delta_rule_update(weight, derivative, learning_rate):
    derivative *= learning_rate
    return weight - derivative
""",
        {"update_array"},
        "weight-updated-in-place",
    ),
    "uphill in place": (
        """
def delta_rule_update(weight, derivative, learning_rate):
    weight += learning_rate * derivative
    return weight
""",
        UPDATES | PATHS,
        "climbs-instead-of-descends",
    ),
    "steps of a known rate that is never used": (
        "def delta_rule_update(weight, derivative, learning_rate):\n    return weight - 0.123 * derivative\n",
        UPDATES | PATHS,
        None,
    ),
}


def test_the_points_are_those_of_the_curriculum():
    assert [check.points for check in exercise_of(ID).checks] == [2, 2, 3, 1]


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


@pytest.mark.parametrize("seed", SEEDS)
def test_every_formula_fails_and_is_told_from_all_others(seed):
    assert formulas_not_told_apart(ID, seed) == []


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
