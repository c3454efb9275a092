"""Neither a pattern nor a name is claimed of numbers that are just wrong."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.judging.compare import alike, prediction
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Mistake, Verdict, planned
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.calls import Returned
from tests.solutions.sessions import IDS, draws, exercise_of

FACTORS = [-1.0, *(pytest.param(factor, marks=pytest.mark.slow) for factor in (2.0, 0.5))]


def judged(exercise: Exercise, check: Check, cases: list[Case], values: list[object]) -> Verdict:
    return judge_values(exercise, check, cases, [Returned(value) for value in values])


def checks_of_values() -> Iterator[tuple[str, str]]:
    for id_ in IDS:
        for check in exercise_of(id_).checks:
            cases = planned(exercise_of(id_), check.plan, 0)
            if all(isinstance(case.expected, Expected) or (case.expected and check.part is not None) for case in cases):
                yield id_, check.id


def judged_part(check: Check, case: Case) -> Expected:
    return case.expected if isinstance(case.expected, Expected) else case.expected[check.part]


def beside_the_right(check: Check, case: Case, value: object) -> object:
    """Put a value into the place that the check judges; whatever else is returned is right."""
    if isinstance(case.expected, Expected):
        return value
    return tuple(value if at == check.part else part.value for at, part in enumerate(case.expected))


def noise(rng: np.random.Generator, value: np.ndarray) -> np.ndarray:
    return rng.normal(0, 1, value.shape)


NONSENSE = {
    "noise": noise,
    "whole noise": lambda rng, value: rng.integers(-9, 9, value.shape).astype(float) + 0.5,
    "right and noise": lambda rng, value: value + 0.1 * (1 + np.abs(value)) * noise(rng, value),
    "each times its own factor": lambda rng, value: value * rng.uniform(1.1, 3, value.shape),
    "each times its own sign": lambda rng, value: -value * rng.uniform(0.9, 1.1, value.shape),
    "cosine": lambda _, value: np.cos(3 * value) + 2,
    "hyperbolic": lambda _, value: 3 * np.tanh(value) + np.cos(value),
    "shifted": lambda _, value: value + 0.37,
    "another factor for each case": lambda rng, value: value * rng.uniform(1.2, 5),
    "all alike": lambda rng, value: np.full(value.shape, rng.normal()),
    "constant": lambda _, value: np.full(value.shape, 0.123),
    "nothing": lambda _, value: np.zeros(value.shape),
    "not finite": lambda _, value: np.full(value.shape, np.nan),
    "not there": lambda _rng, _value: None,
}


@pytest.mark.parametrize("block", draws(1, 2))
@pytest.mark.parametrize(("id_", "check_id"), list(checks_of_values()))
def test_nonsense_gets_neither_a_name_nor_a_pattern(id_, check_id, block):
    exercise = exercise_of(id_)
    check = next(check for check in exercise.checks if check.id == check_id)
    for seed in block:
        cases = list(planned(exercise, check.plan, seed))
        for kind, nonsense in NONSENSE.items():
            rng = np.random.default_rng(seed)
            made = [nonsense(rng, judged_part(check, case).value) for case in cases]
            values = [beside_the_right(check, case, value) for case, value in zip(cases, made, strict=True)]
            verdict = judged(exercise, check, cases, values)
            told = (kind, seed, verdict.status, verdict.rationale.to("en"))
            if happens_to_be_right(check, cases, made):
                assert verdict.status == "passed", told
                continue
            assert verdict.status == "failed", told
            assert verdict.evidence.get("pattern") is None, told
            if kind == "not there":  # that is all that is said of it
                continue
            assert verdict.diagnosis is None or explained(verdict.diagnosis.mistake, check, cases, values), told


def happens_to_be_right(check: Check, cases: list[Case], made: list[object]) -> bool:
    return all(
        value is not None and np.array_equal(value, judged_part(check, case).value)
        for case, value in zip(cases, made, strict=True)
    )


def explained(mistake: Mistake, check: Check, cases: list[Case], values: list[object]) -> bool:
    """Whether some formula of this very mistake gives these numbers (nothing returned is a mistake's number, too)."""
    return any(
        all(same(prediction(other, case), value) for case, value in zip(cases, values, strict=True))
        for other in check.mistakes
        if other.id == mistake.id and other.formula
    )


def same(one: object, other: object) -> bool:
    first, second = as_numbers(one), as_numbers(other)
    return isinstance(first, Numbers) and isinstance(second, Numbers) and alike(first.array, second.array)


def is_multiple(mistake: Mistake, right: Expected, case: Case) -> bool:
    """Whether some formula of this mistake gives the right answer times a number."""
    wrong = np.asarray(prediction(mistake, case))
    if wrong.shape != right.value.shape:
        return False
    ratio = np.sum(wrong * right.value) / max(np.sum(right.value**2), 1e-300)
    return bool(np.allclose(wrong, ratio * right.value, rtol=1e-5, atol=1e-8))


@pytest.mark.parametrize("block", draws(1, 2))
@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize(("id_", "check_id"), list(checks_of_values()))
def test_a_factor_on_a_known_mistake_never_gives_it_another_name(id_, check_id, factor, block):
    exercise = exercise_of(id_)
    check = next(check for check in exercise.checks if check.id == check_id)
    for seed in block:
        cases = list(planned(exercise, check.plan, seed))
        for mistake in check.mistakes:
            values = [prediction(mistake, case) for case in cases] if mistake.formula else [None]
            if any(value is None or isinstance(value, tuple) for value in values):
                continue
            got = [
                beside_the_right(check, case, factor * np.asarray(value))
                for case, value in zip(cases, values, strict=True)
            ]
            verdict = judged(exercise, check, cases, got)
            pattern = verdict.evidence.get("pattern", {})
            if verdict.diagnosis is None:
                assert pattern.get("id") in (None, "constant-factor", "transposed"), (mistake.id, seed)
            elif pattern:
                beside = verdict.diagnosis.mistake
                assert pattern["beside"] == beside.id
                if beside.id != mistake.id:  # two readings of one factor on the right answer
                    of_right = mistake, beside
                    assert all(is_multiple(each, judged_part(check, case), case) for each in of_right for case in cases)
                    continue
                assert pattern == {"id": "constant-factor", "confidence": 0.8, "ratio": factor, "beside": mistake.id}
                assert 0 < verdict.diagnosis.confidence < 1
