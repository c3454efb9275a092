"""Returned values beside what the checks know of: the judged parts of them, and the numbers that known mistakes give."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from autograder.judging.model import Case, Check, Expected, Mistake, formula_arguments
from autograder.sandbox.protocol.values import Array, Value

SAME = 1e-7  # relative: between rounding (1e-15) and the least difference between two known mistakes


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


def prediction(mistake: Mistake, case: Case) -> Value:
    """Give what the mistaken code returns for this case; None where it would fail itself."""
    assert mistake.formula is not None  # noqa: S101 -- the caller saw to it
    try:
        with np.errstate(all="ignore"):
            return mistake.formula(*formula_arguments(case.call.args))
    except (ValueError, TypeError, ArithmeticError):
        return None


@lru_cache(maxsize=4096)
def kept_prediction(mistake: Mistake, case: Case) -> Value:
    """As `prediction`, and remembered: the same cases are put to a whole class."""
    return prediction(mistake, case)


def alike(got: Array, wrong: Array) -> bool:
    """Whether `got` is what a mistake's formula gives (`wrong`): the same shape, and the same numbers to `SAME`."""
    if got.shape != wrong.shape:
        return False
    if (got == wrong).all():  # quicker, and often so
        return True
    largest = np.abs(wrong[np.isfinite(wrong)]).max(initial=0.0)
    return bool(np.allclose(got, wrong, rtol=SAME, atol=SAME * largest * 1e-3, equal_nan=True))
