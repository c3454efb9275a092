"""Returned values beside what the checks know of: the judged parts of them, and the numbers that known mistakes give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.judging.model import Case, Check, Expected, Mistake, formula_arguments
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.calls import Array, Value

SAME = 1e-7  # relative: between rounding (1e-15) and the least difference between two known mistakes

DIGITS = 9  # of a constant: more than `SAME` tells apart, fewer than rounding leaves
LEAST_CALLS = 2  # in which a constant must be the same


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


@dataclass(frozen=True, slots=True)
class WithConstant:
    """A formula with a number of the learner's in it; two are equal if formula and number are."""

    formula: Callable[..., Value]
    constant: float

    def __call__(self, *args: Any) -> Value:  # noqa: ANN401 -- whatever a learner's function takes
        """Give what the formula gives with this number."""
        return self.formula(*args, constant=self.constant)


def with_constant(mistake: Mistake, cases: Sequence[Case], values: Sequence[Value]) -> Mistake | None:
    """Give the mistake with the number that the learner's code has of its own, if the values show a positive one.

    A number of one's own shows by being the same in other calls: one call alone would fit whatever it gave.
    """
    assert mistake.constant is not None  # noqa: S101 -- the caller saw to it
    assert mistake.formula is not None  # noqa: S101 -- it is what takes the number
    if len(values) < LEAST_CALLS:
        return None
    for case, value in zip(cases, values, strict=False):
        numbers = _arrays(value, several=isinstance(case.expected, tuple))
        if numbers is None:
            return None
        try:
            with np.errstate(all="ignore"):
                found = mistake.constant(numbers, *formula_arguments(case.call.args))
        except (ValueError, TypeError, ArithmeticError, IndexError):
            return None
        if found is not None:
            positive = np.isfinite(found) and found > 0
            constant = float(f"{found:.{DIGITS}g}") if positive else 0.0
            return replace(mistake, formula=WithConstant(mistake.formula, constant)) if positive else None
    return None


def _arrays(value: Value, *, several: bool) -> Any:  # noqa: ANN401 -- an array, or a list of arrays
    if several:
        parts = [_arrays(part, several=False) for part in value] if isinstance(value, list | tuple) else [None]
        return None if any(part is None for part in parts) else parts
    numbers = as_numbers(value)
    return numbers.array if isinstance(numbers, Numbers) else None


def alike(got: Array, wrong: Array) -> bool:
    """Whether `got` is what a mistake's formula gives (`wrong`): the same shape, and the same numbers to `SAME`."""
    if got.shape != wrong.shape:
        return False
    if (got == wrong).all():  # quicker, and often so
        return True
    largest = np.abs(wrong[np.isfinite(wrong)]).max(initial=0.0)
    return bool(np.allclose(got, wrong, rtol=SAME, atol=SAME * largest * 1e-3, equal_nan=True))
