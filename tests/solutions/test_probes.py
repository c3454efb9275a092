"""The inputs that checks draw: known mistakes can be told apart on them, and none of them is blind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.author.collisions import collisions
from autograder.gradcheck.ridders import Estimate
from autograder.judging.model import Case, Exercise, planned
from tests.solutions.sessions import IDS, draws, exercise_of

STEP = 1e-5


def quick_gradient(function, x):
    """Difference once: a right answer good enough for the tolerance of the judge, at a tenth of the price."""
    value = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += STEP
        below[index] -= STEP
        value[index] = (function(above) - function(below)) / (2 * STEP)
    return Estimate(value, np.full(x.shape, 1e-8))


@pytest.mark.parametrize("block", draws(5, 40))
@pytest.mark.parametrize("id_", IDS)
def test_no_two_mistakes_collide_nor_does_one_with_the_right_answer(id_, block, monkeypatch):
    exercise = exercise_of(id_)
    for check in exercise.checks:
        names = getattr(check.plan, "func", check.plan).__globals__
        if "numeric_gradient" in names:
            monkeypatch.setitem(names, "numeric_gradient", quick_gradient)
    planned.cache_clear()
    for seed in block:
        assert [(each.check, each.one, each.other) for each in collisions(exercise, seed)] == [], seed
    planned.cache_clear()  # nobody else is to be judged by the quick gradient


# --- probe quality ---------------------------------------------------------------------------------------------------

# Where a plan may break a rule, and why.
EXCEPTIONS = {
    ("xor_training", "plan_training", "positive only"): "the rows and targets of XOR are what they are",
    ("sigmoid_backward", "plan_sigmoid_large", "one row only"): "σ acts entry by entry; rows are drawn by plan_sigmoid",
}


def arrays(exercise: Exercise, cases: tuple[Case, ...]) -> Iterator[tuple[str, list[np.ndarray]]]:
    """Give the array arguments of a plan's cases, by parameter."""
    found: dict[str, list[np.ndarray]] = {}
    for case in cases:
        parameters = exercise.function(case.call.function).parameters
        for name, arg in zip(parameters, case.call.args, strict=False):
            if isinstance(arg, np.ndarray):
                found.setdefault(name, []).append(arg)
    yield from found.items()


def blind_spots(exercise: Exercise, cases: tuple[Case, ...]) -> Iterator[str]:
    """Name the ways in which the arrays and rates of a plan would hide a mistake."""
    by_name = dict(arrays(exercise, cases))
    matrices = [array for name in by_name for array in by_name[name] if array.ndim == 2]
    if matrices and all(matrix.shape[0] == matrix.shape[1] for matrix in matrices):
        yield "square only"
    if matrices and all(len(matrix) == 1 for matrix in matrices):
        yield "one row only"
    for name, drawn in by_name.items():
        entries = np.concatenate([array.ravel() for array in drawn])
        whole = [array for array in drawn if array.size > 1]
        if any(np.all(array == 1) for array in whole):
            yield "ones"
        if np.all(entries == 0):
            yield "zero only"
        if len(entries) > 1 and np.all(np.abs(entries) >= 20):
            yield "saturated only"
        # Positive by nature: outputs of σ or softmax, and targets (of 0 and 1, or the index of a class).
        probabilities = np.all((entries > 0) & (entries < 1))
        targets = name in ("y", "target", "targets", "labels") and np.array_equal(entries, entries.round())
        if len(entries) > 1 and np.all(entries >= 0) and not probabilities and not targets:
            yield "positive only"
    for case in cases:
        parameters = exercise.function(case.call.function).parameters
        given = dict(zip(parameters, case.call.args, strict=False))
        if given.get("learning_rate") in (0, 1):
            yield "learning rate 1"


@pytest.mark.parametrize("id_", IDS)
def test_no_plan_draws_blind_inputs(id_):
    exercise = exercise_of(id_)
    for plan in dict.fromkeys(check.plan for check in exercise.checks):
        for seed in range(3):
            spots = blind_spots(exercise, planned(exercise, plan, seed))
            found = {spot for spot in spots if (id_, plan.__name__, spot) not in EXCEPTIONS}
            assert found == set(), (plan.__name__, seed)
