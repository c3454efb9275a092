"""Returned numbers against the right ones, within a tolerance that follows the known error, and against those of mistakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.frozen import frozen
from autograder.judging.budget import FORMULA, spend
from autograder.judging.model import Case, Check, Expected, Mistake, formula_arguments
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.calls import Array, Value

# The error estimate is an estimate: ten times it is still far below any known mistake.
ERROR_FACTOR = 10.0
# Right code written differently rounds differently: a few ulps of the entry, and of the largest entry
# wherever sums cancel. Right float64 code was never seen beyond a thousandth of these.
RELATIVE = 1e-9
OF_LARGEST = 1e-12


@frozen
class Comparison:
    """How one array compares with another of the same shape."""

    right: bool  # every entry within the tolerance
    loose: bool  # every entry within the loose tolerance
    wrong: int  # entries beyond the tolerance
    index: tuple[int, ...] = ()  # the worst entry, by error over tolerance
    got: float = 0.0
    expected: float = 0.0
    tolerance: float = 0.0


@lru_cache(maxsize=8192)  # what is expected is the same for a whole class
def tolerance_of(expected: Expected) -> Array:
    """Give the tolerance of every entry."""
    magnitude = np.abs(expected.value)
    largest = magnitude.max(initial=0.0)
    tolerance: Array = ERROR_FACTOR * expected.error + RELATIVE * magnitude + OF_LARGEST * largest
    return tolerance


def allowed(array: Array, expected: Expected) -> Array:
    """Give how far off every entry of `array` may be and still count, if only with a remark."""
    rough = expected.loose_rtol * np.abs(expected.value).max(initial=0.0)
    if expected.float32_atol and _held_by_float32(array):
        rough = max(rough, expected.float32_atol)
    result: Array = np.maximum(tolerance_of(expected), rough)
    return result


def _held_by_float32(array: Array) -> bool:
    """Whether they may have been computed in float32, whatever dtype they came back in."""
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.all(array == array.astype(np.float32)))


def compare(array: Array, expected: Expected) -> Comparison:
    """Compare `array` with `expected.value`; both have the same shape. NaN equals nothing."""
    if not expected.value.size:
        return Comparison(right=True, loose=True, wrong=0)
    tolerance = tolerance_of(expected)
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(array - expected.value)
    off = np.where(np.isfinite(array), off, np.inf)
    wrong = off > tolerance
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = np.where(off == 0, 0.0, off / tolerance)
    flat = int(np.argmax(ratio))
    index = tuple(int(i) for i in np.unravel_index(flat, expected.value.shape))
    loose = off <= allowed(array, expected)
    return Comparison(
        right=not wrong.any(),
        loose=bool(loose.all()),
        wrong=int(np.count_nonzero(wrong)),
        index=index,
        got=float(array[index]),
        expected=float(expected.value[index]),
        tolerance=float(tolerance[index]),
    )


def is_right(array: Array, expected: Expected) -> bool:
    """Whether `array` has the shape of `expected.value` and every entry is within the tolerance: `compare` in short."""
    if array.shape != expected.value.shape:
        return False
    with np.errstate(invalid="ignore", over="ignore"):
        return bool((np.abs(array - expected.value) <= tolerance_of(expected)).all())  # NaN is not below anything


def counts(array: Array, expected: Expected) -> bool:
    """Whether `array` counts as right, a shape that is let through and rough numbers included."""
    spend(array.size)
    if array.shape != expected.value.shape:
        if array.shape not in expected.accepted_shapes:
            return False
        array = array.reshape(expected.value.shape)
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(array - expected.value)
    return bool((off <= allowed(array, expected)).all())  # NaN is not below anything


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


def kept_prediction(mistake: Mistake, case: Case) -> Value:
    """As `prediction`, and remembered: the same cases are put to a whole class. It costs the same steps all the same."""
    spend(FORMULA)
    return _kept_prediction(mistake, case)


_kept_prediction = lru_cache(maxsize=4096)(prediction)


@frozen
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
    spend(FORMULA)
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
    spend(got.size)
    if (got == wrong).all():  # quicker, and often so
        return True
    largest = np.abs(wrong[np.isfinite(wrong)]).max(initial=0.0)
    return bool(np.allclose(got, wrong, rtol=SAME, atol=SAME * largest * 1e-3, equal_nan=True))
