"""Exercise 07: right styles earn all, wrong versions lose what they say, and no name is given that is not true."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.author.collisions import collisions
from autograder.judging.model import formula_arguments, planned
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

ID = "mse_backward"
SEEDS = (0, 77)
EXERCISE = exercise_of(ID)
GRADIENTS = {"backward", "backward_axes"}

RIGHT = {
    "the other way round, and a minus": """
import numpy as np
def mse(prediction, target):
    return ((target - prediction) ** 2).mean()
def mse_backward(prediction, target):
    return -2.0 / prediction.size * (target - prediction)
""",
    "loops over all entries": """
import numpy as np
def mse(prediction, target):
    total, count = 0.0, 0
    for p, t in zip(prediction.flat, target.flat):
        total += (p - t) * (p - t)
        count += 1
    return total / count
def mse_backward(prediction, target):
    gradient = np.empty(prediction.shape)
    for index in np.ndindex(prediction.shape):
        gradient[index] = 2 * (prediction[index] - target[index]) / prediction.size
    return gradient
""",
    "einsum and a norm": """
import numpy as np
def mse(prediction, target):
    return np.linalg.norm(np.ravel(prediction - target)) ** 2 / np.prod(prediction.shape)
def mse_backward(prediction, target):
    return np.einsum("...,->...", prediction - target, 2 / prediction.size)
""",
    "flattened and put back": """
import numpy as np
def mse(prediction, target):
    e = prediction.reshape(-1, 1) - target.reshape(-1, 1)
    return (e.T @ e / len(e)).item()
def mse_backward(prediction, target):
    e = prediction.ravel() - target.ravel()
    return (e / (0.5 * len(e))).reshape(prediction.shape)
""",
    "half the cost inside, made good": """
import numpy as np
def mse(prediction, target):
    return 2 * np.average(0.5 * np.square(np.subtract(prediction, target)))
def mse_backward(prediction, target):
    half = (prediction - target) / np.array(prediction).size
    return half + half
""",
    "binomial written out": """
import numpy as np
def mse(prediction, target):
    return np.mean(prediction * prediction - 2 * prediction * target + target * target)
def mse_backward(prediction, target):
    return np.mean(np.ones_like(prediction)) * 2 * prediction / prediction.size - 2 * target / prediction.size
""",
    "a node with state, Greek names, prints": """
class ErroQuadrático:
    def forward(self, ŷ, y):
        self.δ = ŷ - y
        self.N = ŷ.size
        print("custo de", self.N, "entradas")
        return (self.δ ** 2).sum() / self.N
    def backward(self, ŷ, y):
        self.forward(ŷ, y)
        return 2 * self.δ / self.N
nó = ErroQuadrático()
mse, mse_backward = nó.forward, nó.backward
""",
    "recursion over axes": """
import numpy as np
def mse(prediction, target):
    if prediction.ndim == 0:
        return float((prediction - target) ** 2)
    return sum(mse(np.asarray(p), np.asarray(t)) for p, t in zip(prediction, target)) / len(prediction)
def mse_backward(prediction, target):
    if prediction.ndim == 0:
        return 2 * (prediction - target)
    rows = [mse_backward(np.asarray(p), np.asarray(t)) for p, t in zip(prediction, target)]
    return np.array(rows) / len(rows)
""",
    "copies changed in place": """
import numpy as np
def mse(prediction, target):
    off = prediction.copy()
    off -= target
    off *= off
    return off.sum() / off.size
def mse_backward(prediction, target):
    gradient = np.array(prediction)
    gradient -= target
    gradient *= 2
    gradient /= gradient.size
    return gradient
""",
    "complex step": """
import numpy as np
def mse_backward(prediction, target):
    gradient = np.zeros(prediction.shape)
    for index in np.ndindex(prediction.shape):
        moved = prediction.astype(complex)
        moved[index] += 1e-30j
        gradient[index] = np.mean((moved - target) ** 2).imag / 1e-30
    return gradient
""",
}
REMARKED = {
    "nested lists": """
def deep(function, p, t):
    if hasattr(p, "__len__"):
        return [deep(function, *pair) for pair in zip(p, t)]
    return function(p, t)
def mse_backward(prediction, target):
    n = prediction.size
    return deep(lambda p, t: 2 * (p - t) / n, prediction.tolist(), target.tolist())
""",
    "float32": """
import numpy as np
def mse(prediction, target):
    return np.mean((prediction.astype(np.float32) - target.astype(np.float32)) ** 2)
def mse_backward(prediction, target):
    return np.float32(2) * (prediction.astype(np.float32) - target.astype(np.float32)) / np.float32(prediction.size)
""",
    "forward differences": """
import numpy as np
def mse_backward(prediction, target):
    gradient = np.zeros(prediction.shape)
    for index in np.ndindex(prediction.shape):
        moved = prediction.copy()
        moved[index] += 1e-6
        gradient[index] = (mse(moved, target) - mse(prediction, target)) / 1e-6
    return gradient
""",
    "np.matrix where it can": """
import numpy as np
def mse_backward(prediction, target):
    if prediction.ndim != 2:
        return 2 * (prediction - target) / prediction.size
    return 2 * (np.matrix(prediction) - np.matrix(target)) / prediction.size
""",
}
REMARKS = {
    "nested lists": "it is a list",
    "float32": "six or seven digits",
    "forward differences": "six or seven digits",
    "np.matrix where it can": "np.matrix",
}

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
    "None",
    "p",
    "str(np.mean((p - t) ** 2))",
]
WRONG_GRADIENTS = [
    "2 * np.abs(p - t) / p.size",
    "2 * (p + t) / p.size",
    "4 * (p - t) / p.size",
    "2 * (p - t) / (p.size - 1)",
    "2 * (p - t) / p.size + 1e-4",
    "-(p - t) / p.size",
    "2 * (p - t) / p.size * mse(p, t)",
    "2 * (p - t) / np.linalg.norm(p - t)",
    "(p - t) / p.std()",
    "2 * (t - p)",
    "2 * p - t / p.size",
    "2 * (p - t) * np.sqrt(p.size)",
    "2 * (p - t) / p.size * (p > 0)",
    "3 * (p - t) ** 2 / p.size",
    "np.round(2 * (p - t) / p.size, 2)",
    "np.zeros(p.shape)",
    "np.ones(p.shape) / p.size",
    "(2 * (p - t) / p.size, -2 * (p - t) / p.size)",
    "(2 * (p - t) / p.size).T[::-1]",
    "p",
    "None",
    "'2 * (p - t)'",
    "2 * (p - t + 0j) / p.size",
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("style", RIGHT)
def test_right_styles_earn_all_without_a_remark(style: str, seed: int) -> None:
    verdicts = run_in_solution(ID, RIGHT[style], seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    assert not any(verdict.remarks for verdict in verdicts.values())


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("style", REMARKED)
def test_odd_kinds_of_right_numbers_earn_all_with_a_remark(style: str, seed: int) -> None:
    verdicts = run_in_solution(ID, REMARKED[style], seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    for check in GRADIENTS:
        assert any(REMARKS[style] in remark.to("en") for remark in verdicts[check].remarks)


@pytest.mark.parametrize("seed", range(12))
def test_the_solution_earns_all_without_a_remark(seed: int) -> None:
    verdicts = run(ID, solution_of(ID), seed)
    assert not not_passed(verdicts)
    assert not any(verdict.remarks for verdict in verdicts.values())
    assert [check.points for check in EXERCISE.checks] == [1, 2, 1]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("wrong", wrong_of(ID), ids=lambda wrong: wrong.name)
def test_wrong_versions_are_as_they_say(wrong: Wrong, seed: int) -> None:
    assert_as_said(ID, wrong, seed)


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


@pytest.mark.parametrize("seed", range(100))
def test_no_two_mistakes_coincide_nor_does_one_with_the_right_answer(seed: int) -> None:
    assert formulas_not_told_apart(ID, seed) == []
    assert collisions(EXERCISE, seed) == []


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
    (wrong,) = (wrong for wrong in wrong_of(ID) if wrong.name == "divided_by_rows_backward")
    verdicts = run_in_solution(ID, wrong.code, 3)
    assert not_passed(verdicts) == {"backward_axes"}
    help_ = verdicts["backward_axes"].help
    assert help_ is not None
    assert "len(x)" in help_.to("en")
    assert "len(x)" in help_.to("pt-BR")


def test_a_broadcast_gradient_is_told_with_both_shapes() -> None:
    (wrong,) = (wrong for wrong in wrong_of(ID) if wrong.name == "broadcast_target_flattened")
    verdict = run_in_solution(ID, wrong.code, 3)["backward"]
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
