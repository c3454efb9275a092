"""Exercise 13: what the learner's check is given, and that nothing but checking gets points."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.authoring.gradient_check_diagnosis import at_worst, off_by
from autograder.authoring.gradient_pairs import misshapen, pair_of
from autograder.judging.model import planned
from tests.solutions.sessions import draws, exercise_of, run, seeds, session_of, solution_of

ID = "gradient_check"


def pairs(seed):
    """The pairs of one draw that count, in the order in which they are given."""
    cases = planned(exercise_of(ID), exercise_of(ID).checks[0].plan, seed)
    return [pair_of(case) for case in cases if case.remark is None]


def score(code, seed):
    verdicts = run(ID, code, seed)
    return sum(check.points for check in exercise_of(ID).checks if verdicts[check.id].status == "passed")


@pytest.mark.parametrize("block", draws(3, 40))
def test_every_wrong_gradient_is_off_by_a_thousandth_at_any_upstream_that_is_drawn(block):
    for seed in block:
        for pair in pairs(seed):
            shape = pair.layer.forward(*pair.arguments).shape
            for G in np.random.default_rng(seed).normal(size=(5, *shape)):
                given, right = pair.gradients(G)
                if misshapen(pair):
                    continue
                off = max(np.linalg.norm(a - b) / np.linalg.norm(b) for a, b in zip(given, right, strict=True))
                exact = pair.is_right or pair.kind == "writes"
                assert off == 0 if exact else off > 0.99e-3, (seed, pair.kind, pair.layer.formula, off)


@pytest.mark.parametrize("block", draws(3, 40))
def test_right_gradients_agree_with_differences_of_any_sensible_step(block):
    for seed in block:
        for pair in pairs(seed):
            if not pair.is_right:
                continue
            G = pair.some_upstream()
            for step in (1e-4, 1e-5, 1e-6):
                steps = {
                    (at, place): step * max(1, abs(array.flat[place]))
                    for at, array in enumerate(pair.arguments)
                    for place in range(array.size)
                }
                numeric = at_worst(pair, G, steps, one_sided=False)
                off = off_by(numeric, pair.layer.backward(G, *pair.arguments))
                assert off["whole"] < 1e-6, (seed, pair.kind, pair.layer.formula, step)


def test_the_order_is_drawn_anew():
    orders = [[pair.is_right for pair in pairs(seed)] for seed in range(6)]
    assert len({tuple(order) for order in orders}) == 6


@pytest.mark.parametrize("seed", seeds(5, *range(6, 12)))
@pytest.mark.parametrize(
    "code",
    [
        "def check_gradient(forward, backward, arguments, rng):\n    return bool(rng.random() < 0.5)\n",
        "def check_gradient(forward, backward, arguments, rng):\n    return bool(rng.random() < 0.95)\n",
        "N = []\ndef check_gradient(forward, backward, arguments, rng):\n    N.append(1)\n    return len(N) < 15\n",
        (
            "def check_gradient(forward, backward, arguments, rng):\n"
            "    G = rng.normal(size=forward(*arguments).shape)\n"
            "    return [g.shape for g in backward(G, *arguments)] == [a.shape for a in arguments]\n"
        ),
    ],
    ids=["a coin", "a coin that is nearly always True", "by counting", "shapes alone"],
)
def test_guessing_earns_nothing(code, seed):
    assert score(code, seed) == 0


def test_calls_are_limited_and_the_limit_is_said():
    code = "def check_gradient(forward, backward, arguments, rng):\n    while True:\n        forward(*arguments)\n"
    verdict = run(ID, code, 1)["right"]
    assert verdict.status == "error"
    assert "1500" in verdict.rationale.to("en")


def test_what_backward_writes_reaches_the_arrays_that_it_was_given():
    code = (
        "def check_gradient(forward, backward, arguments, rng):\n"
        "    handed = [array.copy() for array in (forward(*arguments), *arguments)]\n"
        "    kept = [array.copy() for array in handed]\n    backward(*handed)\n"
        "    return all((a == b).all() for a, b in zip(handed, kept))\n"
    )
    exercise = exercise_of(ID)
    session = session_of(code, exercise.driver)
    said = {}
    for case in planned(exercise, exercise.checks[0].plan, 2):
        said.setdefault(pair_of(case).kind == "writes", set()).add(session.call(case.call).value)
    assert said == {True: {False}, False: {True}}


def test_a_false_alarm_costs_everything_and_says_which_kind_it_was():
    code = solution_of(ID).replace("1e-5 * size", "1e-5")
    verdicts = run(ID, code, 3)
    assert [verdict.status for verdict in verdicts.values()] == ["failed", *["waiting"] * 4]
    assert "large (2 of 2)" in verdicts["right"].rationale.to("en")
    assert verdicts["size"].help.to("en").startswith("Mend “")


def test_what_was_let_pass_is_named_with_the_smallest_of_it():
    verdict = run(ID, solution_of(ID).replace("enumerate(gradients)", "enumerate(gradients[:1])"), 3)["part"]
    said = verdict.rationale.to("en")
    assert "one argument (3 of 4)" in said
    assert "and 0 is right" not in said
    assert verdict.evidence["counterexample"]["got"] == "True"


def test_a_zero_gradient_and_nan_cost_nothing_and_are_remarked_upon():
    zero = solution_of(ID).replace(
        "if not np.linalg.norm(gradient - numeric) <= 1e-5 * size",
        "if size == 0 or not np.linalg.norm(gradient - numeric) <= 1e-5 * size",
    )
    nan = solution_of(ID).replace(
        "if not np.linalg.norm(gradient - numeric) <= 1e-5 * size",
        "if np.linalg.norm(gradient - numeric) > 1e-5 * size",
    )
    assert [score(code, 4) for code in (zero, nan)] == [10, 10]
    assert "a gradient that is zero" in run(ID, zero, 4)["right"].remarks[0].to("en")
    assert "NaN passed" in run(ID, nan, 4)["part"].remarks[0].to("en")
