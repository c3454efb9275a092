"""Patterns of where numbers are wrong: at one place of each result, for some shapes, for large inputs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.judging import pattern_messages as texts
from autograder.judging.pattern_model import Pattern, Seen

LEAST_CASES = 2
LEAST_ENTRIES = 3  # on either side of a limit, or along an axis at least once
LEAST_SHARE = 0.15  # of all entries, on either side of a limit: a few may lie there by chance
LEAST_LIMIT = 1.0  # what is called large, at least
FAR = 10.0  # how many times larger numbers are a difference by themselves


def place_of(parameters: Sequence[str], seen: Sequence[Seen]) -> Pattern | None:
    """Find where the numbers are wrong, from the most particular place on. All shapes must be those asked for."""
    if any(one.got.shape != one.expected.value.shape for one in seen) or len(seen) < LEAST_CASES:
        return None
    return _one_place(seen) or _several_rows(seen) or _not_square(seen) or _large(parameters, seen)


def _one_place(seen: Sequence[Seen]) -> Pattern | None:
    """The first or last row, column or entry is wrong and all else right, or a row or column right and all else wrong."""
    flat = all(one.got.ndim == 1 for one in seen)
    if not flat and not all(one.got.ndim > 1 for one in seen):
        return None
    axes = {"entry": 0} if flat else {"row": 0, "column": -1}
    found = [
        (kind, at, alone)
        for kind, axis in axes.items()
        for at in (0, -1)
        for alone in ((True,) if flat else (True, False))
        if _holds_at(seen, axis, at, alone=alone)
    ]
    if len(found) != 1:
        return None
    kind, at, alone = found[0]
    cases = sum(one.got.shape[axes[kind]] > 1 for one in seen)
    text, next_ = (texts.ONE_WRONG, texts.ONE_WRONG_NEXT) if alone else (texts.ONE_RIGHT, texts.ONE_RIGHT_NEXT)
    why = text(place=texts.PLACES[kind, at], name=seen[0].name, cases=cases)
    return Pattern(f"one-{kind}-{'wrong' if alone else 'right'}", why, next_(), {"place": at})


def _holds_at(seen: Sequence[Seen], axis: int, at: int, *, alone: bool) -> bool:
    """Whether the slices along an axis are wrong at one end alone, or right there alone, in every case with several."""
    several = [one for one in seen if one.got.shape[axis] > 1]
    if len(several) < LEAST_CASES or not any(one.got.shape[axis] >= LEAST_ENTRIES for one in several):
        return False
    for one in several:
        wrong = np.any(np.moveaxis(one.wrong_entries(), axis, 0).reshape(one.got.shape[axis], -1), axis=1)
        here = np.arange(len(wrong)) == at % len(wrong)
        if not np.array_equal(wrong, here if alone else ~here):
            return False
    return True


def _several_rows(seen: Sequence[Seen]) -> Pattern | None:
    if not all(one.arrays and one.arrays[0].ndim > 1 for one in seen):
        return None
    single = [one for one in seen if one.rows == 1]
    more = [one for one in seen if one.rows > 1]
    if len(more) < LEAST_CASES or not _parted(single, more):
        return None
    why = texts.SEVERAL_ROWS(name=seen[0].name, cases=len(more))
    return Pattern("several-rows-wrong", why, texts.SEVERAL_ROWS_NEXT())


def _not_square(seen: Sequence[Seen]) -> Pattern | None:
    matrices = [[array for array in one.arrays if array.ndim > 1] for one in seen]
    if not all(matrices):
        return None
    square = [len({size for matrix in found for size in matrix.shape}) == 1 for found in matrices]
    even = [one for one, is_square in zip(seen, square, strict=True) if is_square]
    odd = [one for one, is_square in zip(seen, square, strict=True) if not is_square]
    if len(odd) < LEAST_CASES or not _parted(even, odd):
        return None
    why = texts.NOT_SQUARE(name=seen[0].name, cases=len(odd))
    return Pattern("not-square-wrong", why, texts.NOT_SQUARE_NEXT())


def _parted(right: Sequence[Seen], wrong: Sequence[Seen]) -> bool:
    """Whether all of some cases are right, on more than a zero, and all of the others wrong, on numbers as large."""
    return (
        any(one.expected.value.any() for one in right)
        and all(one.right for one in right)
        and not any(one.right for one in wrong)
        and min(map(_largest, wrong)) < FAR * max(map(_largest, right))
    )


def _largest(one: Seen) -> float:
    return max(float(np.abs(array).max(initial=0.0)) for array in one.arrays)


def _large(parameters: Sequence[str], seen: Sequence[Seen]) -> Pattern | None:
    """Entries are wrong just where the entry of one argument is large."""
    if any(np.any(one.wrong_entries() == one.exact_entries()) for one in seen):
        return None
    found = []
    for position, name in enumerate(parameters):
        args = [one.case.call.args[position] if position < len(one.case.call.args) else None for one in seen]
        sizes = [
            np.abs(arg).ravel()
            for arg, one in zip(args, seen, strict=True)
            if isinstance(arg, np.ndarray) and arg.shape == one.got.shape
        ]
        if len(sizes) < len(seen):
            continue
        entries, wrong = np.concatenate(sizes), np.concatenate([one.wrong_entries().ravel() for one in seen])
        least = max(LEAST_ENTRIES, LEAST_SHARE * len(wrong))
        if min(wrong.sum(), (~wrong).sum()) >= least and LEAST_LIMIT <= entries[~wrong].max() < entries[wrong].min():
            found.append((name, float(entries[~wrong].max()), int(wrong.sum()), int((~wrong).sum())))
    if len(found) != 1:
        return None
    argument, limit, wrong_ones, right_ones = found[0]
    name = seen[0].name
    why = texts.LARGE(name=name, argument=argument, limit=limit, wrong=wrong_ones, right=right_ones)
    return Pattern("large-wrong", why, texts.LARGE_NEXT(), {"argument": argument, "limit": limit})
