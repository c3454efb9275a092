"""Naming the mistake: the one known formula that gives the learner's numbers, and no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from autograder.core.calls import Outcome, Raised, Returned
from autograder.core.exercise import Case, Check, Diagnosis, Exercise, Expected, Mistake, Verdict, formula_arguments
from autograder.core.language import Text
from autograder.core.values import Numbers, Value, as_numbers

SAME = 1e-7  # relative: between rounding (1e-15) and the least difference between two known mistakes
DIAGNOSED = Text(en="{why} {next}", pt="{why} {next}")
BY_EXCEPTION = 0.9  # an exception's text says less than numbers do
CHANGED_ARGUMENT = Mistake(
    "argument-modified-in-place",
    why=Text(
        en="The numbers are right, but an argument was written into: whoever uses it afterwards computes with other numbers.",
        pt="Os números estão certos, mas um argumento foi alterado: quem o usar depois vai calcular com outros números.",
    ),
    next=Text(
        en="`x += …`, `x[...] = …` and out= write into the caller's array. Make a new one (`x = x + …`, `x.copy()`).",
        pt="`x += …`, `x[...] = …` e out= escrevem no array de quem chamou. Crie um novo (`x = x + …`, `x.copy()`).",
    ),
    in_place=True,
)


def diagnose(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome], verdict: Verdict
) -> Verdict:
    """Add the diagnosis to a failed verdict, if exactly one known mistake explains it; on a tie, say nothing."""
    del exercise
    last = outcomes[-1]
    if verdict.status == "error" and isinstance(last, Raised):
        text = f"{last.kind}: {last.message}"
        found = [mistake for mistake in check.mistakes if mistake.raises and re.search(mistake.raises, text)]
        confidence = BY_EXCEPTION
    elif verdict.status == "failed":  # a later call may have raised all the same: it is not what was judged
        returned = [outcome for outcome in outcomes if isinstance(outcome, Returned)]
        found = [
            mistake for mistake in check.mistakes if mistake.formula and _explains(mistake, check, cases, returned)
        ]
        confidence = len(returned) / len(outcomes)
    else:
        return verdict
    if len({mistake.id for mistake in found}) != 1:  # several formulas may stand for one mistake
        return verdict
    return named(verdict, found[0], confidence)


def diagnose_change(check: Check, verdict: Verdict) -> Verdict:
    """Name the mistake of a call that returned the right numbers and changed an argument."""
    return named(verdict, next((mistake for mistake in check.mistakes if mistake.in_place), CHANGED_ARGUMENT))


def named(verdict: Verdict, mistake: Mistake, confidence: float = 1.0) -> Verdict:
    """Say of a failed verdict which mistake it is; the help becomes the mistake's own."""
    help_ = DIAGNOSED(why=mistake.why, next=mistake.next)
    return replace(verdict, diagnosis=Diagnosis(mistake, confidence), help=help_)


def parts_of(
    check: Check, value: Value, expected: Expected | tuple[Expected, ...]
) -> list[tuple[Value, Expected]] | None:
    """Pick what the check judges out of a returned value; None if the value has not as many parts as expected."""
    if isinstance(expected, Expected):
        return [(value, expected)]
    if not isinstance(value, list | tuple) or len(value) != len(expected):
        return None
    pairs = list(zip(value, expected, strict=True))
    return pairs if check.part is None else [pairs[check.part]]


def _explains(mistake: Mistake, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> bool:
    """Whether the mistake's formula gives the learner's numbers in every case."""
    for case, outcome in zip(cases, outcomes, strict=False):
        assert isinstance(outcome, Returned)  # noqa: S101 -- the caller saw to it
        wrong = _formula_value(mistake, case)
        if isinstance(wrong, tuple):
            got = list(outcome.value) if isinstance(outcome.value, list | tuple) else []
            pairs = list(zip(got, wrong, strict=False)) if len(got) >= len(wrong) else []
        else:
            pairs = [(value, wrong) for value, _ in parts_of(check, outcome.value, case.expected) or ()]
        if not pairs or not all(_same(value, formula) for value, formula in pairs):
            return False
    return True


@lru_cache(maxsize=4096)  # the same cases are put to a whole class
def _formula_value(mistake: Mistake, case: Case) -> Value:
    """What the mistaken code returns for this case; None where it would fail itself."""
    assert mistake.formula is not None  # noqa: S101 -- the caller saw to it
    try:
        with np.errstate(all="ignore"):
            return mistake.formula(*formula_arguments(case.call.args))
    except (ValueError, TypeError, ArithmeticError):
        return None


def _same(got: Value, wrong: Value) -> bool:
    one, other = as_numbers(got), as_numbers(wrong)
    if not isinstance(one, Numbers) or not isinstance(other, Numbers) or one.array.shape != other.array.shape:
        return False
    largest = np.abs(other.array[np.isfinite(other.array)]).max(initial=0.0)
    return bool(np.allclose(one.array, other.array, rtol=SAME, atol=SAME * largest * 1e-3, equal_nan=True))
