"""Patterns in wrong numbers that no known mistake explains: told as help, never as the name of a mistake.

A pattern says what the numbers show (all of them twice the right ones, only the last row wrong); why, it does not know.
So it stands apart from the diagnosis: in the help, and in the evidence as `pattern`, with a confidence of its own. Only
where the numbers are those of a known mistake and one thing more (a factor, a transposition) that mistake is named too.
What is told must hold in every case, of numbers enough to rule out chance; where two readings are possible, none is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from autograder.i18n.language import Text
from autograder.judging.compare import alike, compare, kept_prediction, tolerance_of
from autograder.judging.model import Case, Check, Exercise, Mistake
from autograder.judging.numbers import Numbers, as_numbers
from autograder.judging.pattern_model import (
    BESIDE,
    BESIDE_FACTOR,
    BESIDE_NEXT,
    ENTRIES,
    FACTOR,
    FACTOR_NEXT,
    LARGE,
    LARGE_NEXT,
    NOT_SQUARE,
    NOT_SQUARE_NEXT,
    ONE_RIGHT,
    ONE_RIGHT_NEXT,
    ONE_WRONG,
    ONE_WRONG_NEXT,
    PER_ENTRIES,
    PER_ROWS,
    PLACES,
    ROWS,
    SEVERAL_ROWS,
    SEVERAL_ROWS_NEXT,
    TRANSPOSED,
    TRANSPOSED_NEXT,
    Pattern,
    Seen,
    rich,
    seen_in,
)
from autograder.sandbox.protocol.calls import Array, Outcome, Value

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
    text, next_ = (ONE_WRONG, ONE_WRONG_NEXT) if alone else (ONE_RIGHT, ONE_RIGHT_NEXT)
    why = text(place=PLACES[kind, at], name=seen[0].name, cases=cases)
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
    why = SEVERAL_ROWS(name=seen[0].name, cases=len(more))
    return Pattern("several-rows-wrong", why, SEVERAL_ROWS_NEXT())


def _not_square(seen: Sequence[Seen]) -> Pattern | None:
    matrices = [[array for array in one.arrays if array.ndim > 1] for one in seen]
    if not all(matrices):
        return None
    square = [len({size for matrix in found for size in matrix.shape}) == 1 for found in matrices]
    even = [one for one, is_square in zip(seen, square, strict=True) if is_square]
    odd = [one for one, is_square in zip(seen, square, strict=True) if not is_square]
    if len(odd) < LEAST_CASES or not _parted(even, odd):
        return None
    why = NOT_SQUARE(name=seen[0].name, cases=len(odd))
    return Pattern("not-square-wrong", why, NOT_SQUARE_NEXT())


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
    why = LARGE(name=name, argument=argument, limit=limit, wrong=wrong_ones, right=right_ones)
    return Pattern("large-wrong", why, LARGE_NEXT(), {"argument": argument, "limit": limit})


NEAR = 1e-6  # relative: how exactly a factor must hold; float32 numbers are within it
LEAST_FACTOR = 1e-3  # a ratio nearer to 1 is no factor, but an error
FACTORS = {"2": 2.0, "½": 0.5, "−1": -1.0}


def pattern_of(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Pattern | None:
    """Find what the wrong numbers of a check show, or None. The outcomes are those of the first cases, in order."""
    seen = seen_in(check, cases, outcomes)
    if not seen or all(one.right for one in seen):
        return None
    found = _factor(seen) or _transposed(seen)
    if found is not None and not _some_number(found):
        return found
    beside = list(_beside(check, seen))
    if found is not None or len(beside) > 1:  # several readings of one factor: each of them is true
        multiples = [one for one in beside if one.beside is not None and _multiple(one.beside, seen)]
        return multiples[0] if multiples and len(multiples) == len(beside) else found
    if beside:
        return beside[0]
    return place_of(exercise.function(seen[0].case.call.function).parameters, seen)


def _some_number(found: Pattern) -> bool:
    """Whether all that was found is a factor that has no name of its own: two mistakes may make it together."""
    return found.next.text is FACTOR_NEXT["other"]


def _multiple(mistake: Mistake, seen: Sequence[Seen]) -> bool:
    """Whether a mistake's own numbers are the right ones times a factor, in every case."""
    values = [as_numbers(kept_prediction(mistake, one.case)) for one in seen]
    return all(
        isinstance(value, Numbers) and value.array.shape == one.expected.value.shape and _ratio_of(value.array, one)
        for value, one in zip(values, seen, strict=True)
        if one.expected.value.any()
    )


def _factor(seen: Sequence[Seen]) -> Pattern | None:
    """All numbers are the right ones times one factor, or times (or over) the number of rows or of entries."""
    if any(one.got.shape != one.expected.value.shape for one in seen) or not rich([one.expected.value for one in seen]):
        return None
    telling = [one for one in seen if one.expected.value.any()]
    ratios = [_ratio(one) for one in telling]
    if None in ratios or any(one.got.any() for one in seen if not one.expected.value.any()):
        return None
    factors = np.array(ratios, float)
    first = next((one for one in telling if not one.right), telling[0])
    size = first.expected.value.size

    def told(key: str, ratio: object, count: int = 0) -> Pattern:
        worst = compare(first.got, first.expected)
        shown = ratio(count=count) if callable(ratio) else ratio
        name = first.name
        why = FACTOR(name=name, ratio=shown, got=worst.got, expected=worst.expected)
        figures = {"ratio": float(f"{factors[telling.index(first)]:.9g}"), "got": worst.got, "expected": worst.expected}
        return Pattern("constant-factor", why, FACTOR_NEXT[key](), figures)

    if np.allclose(factors, factors[0], rtol=NEAR, atol=0):
        if abs(factors[0] - 1) < LEAST_FACTOR:
            return None
        for key, factor in FACTORS.items():
            if np.isclose(factors[0], factor, rtol=NEAR, atol=0):
                return told(key, key)
        by_size = any(np.isclose(factors[0], 1 / count, rtol=NEAR, atol=0) for count in (first.rows, size) if count > 1)
        return told("mean" if by_size else "other", f"{factors[0]:.6g}".replace("-", "−"))
    readings: dict[tuple[str, Text], list[float]] = {
        ("sum", ROWS): [one.rows for one in telling],
        ("mean", PER_ROWS): [1 / one.rows if one.rows else 0 for one in telling],
        ("sum", ENTRIES): [one.expected.value.size for one in telling],
        ("mean", PER_ENTRIES): [1 / one.expected.value.size for one in telling],
    }
    found = [reading for reading, values in readings.items() if np.allclose(factors, values, rtol=NEAR, atol=0)]
    if len(found) != 1:
        return None
    key, text = found[0]
    return told(key, text, first.rows if text in (ROWS, PER_ROWS) else size)


def _ratio(one: Seen) -> float | None:
    """The one factor between what came back and what is right; None if there is none."""
    return _ratio_of(one.got, one)


def _ratio_of(array: Array, one: Seen) -> float | None:
    value = one.expected.value
    ratio = float(np.sum(array * value) / np.sum(value * value))
    allowed = abs(ratio) * tolerance_of(one.expected) + NEAR * abs(ratio) * np.abs(value).max()
    return ratio if ratio and bool(np.all(np.abs(array - ratio * value) <= allowed)) else None


def _transposed(seen: Sequence[Seen]) -> Pattern | None:
    exchanged = [one for one in seen if sum(size > 1 for size in one.expected.value.shape) > 1]
    if not exchanged or not rich([one.expected.value for one in exchanged]):
        return None
    for one in seen:
        value = one.expected.value.T
        if one.got.shape != value.shape or not np.all(
            np.abs(one.got - value) <= tolerance_of(one.expected).T + NEAR * np.abs(value).max(initial=0.0)
        ):
            return None
    return Pattern("transposed", TRANSPOSED(name=seen[0].name), TRANSPOSED_NEXT())


def _beside(check: Check, seen: Sequence[Seen]) -> Iterator[Pattern]:
    """A known mistake's own numbers but for a factor or a transposition: each reading that fits, once."""
    told: set[tuple[str, tuple[float, ...]]] = set()
    for mistake in check.mistakes:
        wrong = [kept_prediction(mistake, one.case) for one in seen] if mistake.formula else []
        arrays = [read.array for value in wrong if isinstance(read := as_numbers(value), Numbers)]
        if (
            not wrong
            or any(isinstance(value, tuple) for value in wrong)
            or len(arrays) < len(wrong)
            or not rich(arrays)
        ):
            continue
        rows = np.array([one.rows for one in seen], float)
        for key, factors in (
            {key: np.full(len(seen), factor) for key, factor in FACTORS.items()} | _by_rows(rows)
        ).items():
            if all(alike(one.got, factor * array) for one, factor, array in zip(seen, factors, arrays, strict=True)):
                if (mistake.id, tuple(factors)) not in told:
                    yield _told_beside(mistake, key, {"ratio": float(factors[0])})
                told.add((mistake.id, tuple(factors)))
        if any(array.ndim > 1 for array in arrays) and all(
            alike(one.got, array.T) for one, array in zip(seen, arrays, strict=True)
        ):
            yield _told_beside(mistake, "transposed", {})


def _by_rows(rows: Array) -> dict[str, Array]:
    """Factors of n and 1/n, where the cases differ in their number of rows: otherwise they are just some number."""
    return {"n": rows, "1/n": 1 / rows} if rows.all() and len(set(rows)) > 1 else {}


def _told_beside(mistake: Mistake, key: str, figures: dict[str, Any]) -> Pattern:
    why = BESIDE(why=mistake.why, second=BESIDE_FACTOR[key])
    id_ = "transposed" if key == "transposed" else "constant-factor"
    both = replace(mistake, formula=partial(_with_second, mistake, key))
    return Pattern(id_, why, BESIDE_NEXT(next=mistake.next), figures | {"beside": mistake.id}, both)


def _with_second(mistake: Mistake, key: str, *args: Any) -> Value:  # noqa: ANN401 -- as any formula
    """The numbers of a mistake and one thing more, of the arguments of the learner's function."""
    assert mistake.formula is not None  # noqa: S101 -- the pattern was read from its numbers
    value = np.asarray(mistake.formula(*args), np.float64)
    rows = next((len(arg) for arg in args if isinstance(arg, np.ndarray) and arg.ndim), 1)
    if key == "transposed":
        return value.T
    return value * FACTORS[key] if key in FACTORS else value * rows if key == "n" else value / rows
