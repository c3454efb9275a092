"""What wrong numbers have in common: a factor, a sign, a transposition, and where they stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from autograder.gradcheck.result import Array, Pattern, Place
from autograder.gradcheck.weighing import Weighing

CLOSE = 1e-5  # two ratios that mean the same factor
CLEAR = 100.0  # an entry's ratio counts where the entry is this many times its error
MATRIX = 2
TWO = 2


def place_of(wrong: Collection[int], shape: tuple[int, ...], examined: int, *, complete: bool) -> Place:
    """Say where the wrong entries (flat indices) stand in an array of this shape, as far as entries were examined."""
    if len(wrong) == examined:
        return "everywhere"
    if not complete:
        return "scattered"
    if len(wrong) == 1:
        return "one entry"
    if len(shape) == MATRIX:
        rows, columns = np.unravel_index(sorted(wrong), shape)
        if len(set(rows.tolist())) == 1:
            return "one row"
        if len(set(columns.tolist())) == 1:
            return "one column"
    return "scattered"


def pattern_of(
    known: Mapping[int, Weighing], gradient: Array, others: Sequence[Array | None], sizes: Collection[int], place: int
) -> Pattern | None:
    """Name what the wrong entries of one gradient have in common; None if nothing fits or nothing is certain.

    `known` holds the entries weighed by themselves, `gradient` is the whole gradient, `others` are those of all
    arguments, `sizes` the lengths of all axes, and `place` is the argument's own number.
    """
    wrong = {index: weighing for index, weighing in known.items() if weighing.outcome == "wrong"}
    if all(weighing.got == 0 for weighing in wrong.values()):
        return Pattern("zero")
    clear = [one for one in known.values() if abs(one.expected) > CLEAR * one.error]
    ratios = np.array([one.got / one.expected for one in clear])
    bad = np.array([one.outcome == "wrong" for one in clear], dtype=bool)
    if bad.any() and bad.sum() == len(wrong):
        factor = float(np.median(ratios[bad]))
        same = np.abs(ratios - factor) <= CLOSE * abs(factor)
        if np.all(same) and len(clear) > 1 and factor != -1 and not _near(factor, -1.0):
            return Pattern("factor", factor, dimension=_dimension(factor, sizes))
        if np.all(same[bad]) and _near(factor, -1.0):
            return Pattern("sign", -1.0)
    if gradient.ndim == MATRIX and gradient.shape[0] == gradient.shape[1] and _fits(known, gradient.T):
        return Pattern("transposed")
    for number, other in enumerate(others):
        if number != place and other is not None and other.shape == gradient.shape and _fits(known, other):
            return Pattern("swapped", argument=number)
    return None


def _fits(known: Mapping[int, Weighing], array: Array) -> bool:
    flat = array.reshape(-1)
    return all(abs(flat[index] - one.expected) <= one.error + CLOSE * abs(one.expected) for index, one in known.items())


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE * abs(other)


def _dimension(factor: float, sizes: Collection[int]) -> int | None:
    # 2 and ½ are mostly the derivative of a square, and an axis of length 2 tells nothing
    fits = {size for size in sizes if size > TWO and (_near(factor, size) or _near(factor, 1 / size))}
    return fits.pop() if len(fits) == 1 else None
