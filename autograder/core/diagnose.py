"""Naming the mistake: the one known formula that gives the learner's numbers, and no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from autograder.core.calls import Outcome, Raised, Returned
from autograder.core.exercise import Case, Check, Diagnosis, Exercise, Expected, Mistake, Verdict, formula_arguments
from autograder.core.language import Text
from autograder.core.values import Numbers, Value, as_numbers

SAME = 1e-7  # relative: between rounding (1e-15) and the least difference between two known mistakes
DIAGNOSED = Text(en="{why} {next}", pt="{why} {next}")
BY_EXCEPTION = 0.9  # an exception's text says less than numbers do


def diagnose(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome], verdict: Verdict
) -> Verdict:
    """Add the diagnosis to a failed verdict, if exactly one known mistake explains it; on a tie, say nothing."""
    del exercise
    last = outcomes[-1]
    if isinstance(last, Raised):
        text = f"{last.kind}: {last.message}"
        found = [mistake for mistake in check.mistakes if mistake.raises and re.search(mistake.raises, text)]
        confidence = BY_EXCEPTION
    elif all(isinstance(outcome, Returned) for outcome in outcomes):
        found = [
            mistake for mistake in check.mistakes if mistake.formula and _explains(mistake, check, cases, outcomes)
        ]
        confidence = 1.0
    else:
        return verdict
    if len(found) != 1:
        return verdict
    help_ = DIAGNOSED(why=found[0].why, next=found[0].next)
    return replace(verdict, diagnosis=Diagnosis(found[0], confidence), help=help_)


def _explains(mistake: Mistake, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> bool:
    """Whether the mistake's formula gives the learner's numbers in every case."""
    for case, outcome in zip(cases, outcomes, strict=False):
        assert isinstance(outcome, Returned)  # noqa: S101 -- the caller saw to it
        got = _numbers(outcome.value, check, case)
        wrong = _formula_numbers(mistake, case)
        if got is None or wrong is None or not _same(got, wrong):
            return False
    return True


def _numbers(value: Value, check: Check, case: Case) -> Numbers | None:
    if not isinstance(case.expected, Expected):
        if not isinstance(value, list | tuple) or len(value) != len(case.expected):
            return None
        value = value[check.part or 0]
    numbers = as_numbers(value)
    return numbers if isinstance(numbers, Numbers) else None


def _formula_numbers(mistake: Mistake, case: Case) -> Numbers | None:
    assert mistake.formula is not None  # noqa: S101 -- the caller saw to it
    try:
        with np.errstate(all="ignore"):
            value = mistake.formula(*formula_arguments(case.call.args))
    except (ValueError, TypeError, ArithmeticError):  # the mistaken code itself would fail on this case
        return None
    numbers = as_numbers(value)
    return numbers if isinstance(numbers, Numbers) else None


def _same(got: Numbers, wrong: Numbers) -> bool:
    if got.array.shape != wrong.array.shape:
        return False
    largest = np.abs(wrong.array).max(initial=0.0)
    return bool(np.allclose(got.array, wrong.array, rtol=SAME, atol=SAME * largest * 1e-3, equal_nan=True))
