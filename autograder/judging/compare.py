"""Returned numbers against the right ones, within a tolerance that follows the known numerical error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.judging.model import Expected
from autograder.sandbox.protocol.calls import Array

# The error estimate is an estimate: ten times it is still far below any known mistake.
ERROR_FACTOR = 10.0
# Right code written differently rounds differently: a few ulps of the entry, and of the largest entry
# wherever sums cancel. Right float64 code was never seen beyond a thousandth of these.
RELATIVE = 1e-9
OF_LARGEST = 1e-12


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one array compares with another of the same shape."""

    right: bool  # every entry within the tolerance
    loose: bool  # every entry within the loose tolerance
    wrong: int  # entries beyond the tolerance
    index: tuple[int, ...] = ()  # the worst entry, by error over tolerance
    got: float = 0.0
    expected: float = 0.0
    tolerance: float = 0.0


def tolerance_of(expected: Expected) -> Array:
    """Give the tolerance of every entry."""
    magnitude = np.abs(expected.value)
    largest = magnitude.max(initial=0.0)
    tolerance: Array = ERROR_FACTOR * expected.error + RELATIVE * magnitude + OF_LARGEST * largest
    return tolerance


def allowed(expected: Expected) -> Array:
    """Give how far off every entry may be and still count, if only with a remark."""
    result: Array = np.maximum(tolerance_of(expected), expected.loose_rtol * np.abs(expected.value).max(initial=0.0))
    return result


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
    loose = off <= allowed(expected)
    return Comparison(
        right=not wrong.any(),
        loose=bool(loose.all()),
        wrong=int(np.count_nonzero(wrong)),
        index=index,
        got=float(array[index]),
        expected=float(expected.value[index]),
        tolerance=float(tolerance[index]),
    )


def counts(array: Array, expected: Expected) -> bool:
    """Whether `array` counts as right, a shape that is let through and rough numbers included."""
    if array.shape != expected.value.shape:
        if array.shape not in expected.accepted_shapes:
            return False
        array = array.reshape(expected.value.shape)
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(array - expected.value)
    return bool((off <= allowed(expected)).all())  # NaN is not below anything
