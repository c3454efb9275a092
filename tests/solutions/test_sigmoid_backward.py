"""Exercise 05: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.model import planned
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

ID = "sigmoid_backward"
SEEDS = (0, 77)
EXERCISE = exercise_of(ID)

RIGHT = {
    "as in the text": """
import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
""",
    "hyperbolic tangent": """
import numpy as np
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))
def sigmoid_backward(grad_output, output):
    return grad_output * (0.25 - (output - 0.5) ** 2)
""",
    "power of e": """
import numpy as np
def sigmoid(x):
    return 1.0 / (1.0 + np.e ** -x)
def sigmoid_backward(δ, a):
    return np.multiply(δ, a - a * a)
""",
    "clipped at 500": """
import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))
def sigmoid_backward(grad_output, output):
    return np.einsum("...,...->...", grad_output, output * (1 - output))
""",
    "vectorised math.exp": """
import math
import numpy as np
sigmoid = np.vectorize(lambda z: 1 / (1 + math.exp(-z)))
sigmoid_backward = np.vectorize(lambda g, a: g * a * (1 - a))
""",
    "loops": """
import numpy as np
def sigmoid(z):
    result = np.empty(z.shape)
    for index, x in np.ndenumerate(z):
        result[index] = 1 / (1 + np.exp(-x)) if x >= 0 else np.exp(x) / (1 + np.exp(x))
    return result
def sigmoid_backward(grad_output, output):
    result = np.zeros_like(output)
    for index in np.ndindex(*output.shape):
        result[index] += grad_output[index] * output[index] * (1 - output[index])
    return result
""",
    "nested lists": """
import math
def deep(function, *args):
    if hasattr(args[0], "__len__"):
        return [deep(function, *items) for items in zip(*args)]
    return function(*map(float, args))
def sigmoid(z):
    return deep(lambda x: 1 / (1 + math.exp(-x)) if x > -700 else 0.0, z)
def sigmoid_backward(grad_output, output):
    return deep(lambda g, a: g * a * (1 - a), grad_output, output)
""",
    "copies changed in place": """
import numpy as np
def sigmoid(z):
    z = z.copy()
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    return np.reciprocal(z, out=z)
def sigmoid_backward(grad_output, output):
    slope = 1 - output
    slope *= output
    slope *= grad_output
    return slope
""",
    "slope from z": """
import numpy as np
def sigmoid(z, derivative=False):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2 if derivative else np.where(z < 0, e, 1) / (1 + e)
def sigmoid_backward(grad_output, output):
    return grad_output * sigmoid(np.log(output) - np.log1p(-output), derivative=True)
""",
    "complex step": """
import numpy as np
def sigmoid_backward(grad_output, output):
    z = np.log(output / (1 - output))
    h = 1e-30
    return grad_output * (1 / (1 + np.exp(-(z + 1j * h)))).imag / h
""",
    "float32": """
import numpy as np
def sigmoid_backward(grad_output, output):
    a = output.astype("float32")
    return grad_output.astype("float32") * a * (1 - a)
""",
    "a layer that remembers": """
import numpy as np
class Sigmoid:
    calls = 0
    def forward(self, z):
        self.calls += 1
        self.out = 1 / (1 + np.exp(-z))
        return self.out
    def backward(self, dout, out):
        return dout * (1.0 - out) * out
layer = Sigmoid()
sigmoid, sigmoid_backward = layer.forward, layer.backward
""",
}
QUIET = {"hyperbolic tangent", "clipped at 500", "loops", "slope from z", "complex step"}

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
    "None",
    "1 / (1 + np.exp(-z + 1j))",
    "[[0.5]]",
]
WRONG_BACKWARDS = [
    "g * a * (1 - a) * 2",
    "np.abs(g) * a * (1 - a)",
    "g * (1 - a)",
    "g",
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
    "float(g) * a",
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("style", RIGHT)
def test_right_styles_earn_all(style: str, seed: int) -> None:
    verdicts = run_in_solution(ID, RIGHT[style], seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    if style in QUIET:
        assert not any(verdict.remarks for verdict in verdicts.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_solution_earns_all_without_a_remark(seed: int) -> None:
    verdicts = run(ID, solution_of(ID), seed)
    assert not not_passed(verdicts)
    assert not any(verdict.remarks for verdict in verdicts.values())
    assert sum(check.points for check in EXERCISE.checks) == 8


@pytest.mark.parametrize("style", ["as in the text", "vectorised math.exp"])
def test_overflow_far_out_costs_nothing_but_is_remarked_upon(style: str) -> None:
    verdict = run_in_solution(ID, RIGHT[style], 4)["sigmoid_large"]
    assert verdict.status == "passed"
    assert [remark.to("en")[:13] for remark in verdict.remarks] == ["at z = ±1000 "]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("wrong", wrong_of(ID), ids=lambda wrong: wrong.name)
def test_wrong_versions_are_as_they_say(wrong: Wrong, seed: int) -> None:
    assert_as_said(ID, wrong, seed)


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


@pytest.mark.parametrize("seed", range(10))
def test_no_two_mistakes_coincide_nor_does_one_with_the_right_answer(seed: int) -> None:
    assert formulas_not_told_apart(ID, seed) == []


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
