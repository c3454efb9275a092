"""Patterns in wrong numbers that no known mistake explains: told as help, never as the name of a mistake.

A pattern says what the numbers show (all of them twice the right ones, only the last row wrong); why, it does not know.
So it stands apart from the diagnosis: in the help, and in the evidence as `pattern`, with a confidence of its own. Only
where the numbers are those of a known mistake and one thing more (a factor, a transposition) that mistake is named too.
What is told must hold in every case, of numbers enough to rule out chance; where two readings are possible, none is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.i18n.language import Text
from autograder.judging import pattern_messages as texts
from autograder.judging.compare import compare, tolerance_of
from autograder.judging.model import Case, Check, Exercise, Mistake
from autograder.judging.numbers import Numbers, as_numbers
from autograder.judging.pattern_locations import place_of
from autograder.judging.pattern_model import Pattern, Seen, rich, seen_in
from autograder.judging.predictions import alike, kept_prediction
from autograder.sandbox.protocol.calls import Outcome
from autograder.sandbox.protocol.values import Array

NEAR = 1e-6  # relative: how exactly a factor must hold; float32 numbers are within it
LEAST_FACTOR = 1e-3  # a ratio nearer to 1 is no factor, but an error
FACTORS = {"2": 2.0, "½": 0.5, "−1": -1.0}


def pattern_of(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Pattern | None:
    """Find what the wrong numbers of a check show, or None. The outcomes are those of the first cases, in order."""
    seen = seen_in(check, cases, outcomes)
    if not seen or all(one.right for one in seen):
        return None
    found = _factor(seen) or _transposed(seen)
    if found is not None:
        return found
    beside = list(_beside(check, seen))
    if beside:  # on a tie, nothing more is looked for either
        return beside[0] if len(beside) == 1 else None
    return place_of(exercise.function(seen[0].case.call.function).parameters, seen)


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
        why = texts.FACTOR(name=name, ratio=shown, got=worst.got, expected=worst.expected)
        figures = {"ratio": float(f"{factors[telling.index(first)]:.9g}"), "got": worst.got, "expected": worst.expected}
        return Pattern("constant-factor", why, texts.FACTOR_NEXT[key](), figures)

    if np.allclose(factors, factors[0], rtol=NEAR, atol=0):
        if abs(factors[0] - 1) < LEAST_FACTOR:
            return None
        for key, factor in FACTORS.items():
            if np.isclose(factors[0], factor, rtol=NEAR, atol=0):
                return told(key, key)
        return told("other", f"{factors[0]:.6g}".replace("-", "−"))
    readings: dict[tuple[str, Text], list[float]] = {
        ("sum", texts.ROWS): [one.rows for one in telling],
        ("mean", texts.PER_ROWS): [1 / one.rows if one.rows else 0 for one in telling],
        ("sum", texts.ENTRIES): [one.expected.value.size for one in telling],
        ("mean", texts.PER_ENTRIES): [1 / one.expected.value.size for one in telling],
    }
    found = [reading for reading, values in readings.items() if np.allclose(factors, values, rtol=NEAR, atol=0)]
    if len(found) != 1:
        return None
    key, text = found[0]
    return told(key, text, first.rows if text in (texts.ROWS, texts.PER_ROWS) else size)


def _ratio(one: Seen) -> float | None:
    """The one factor between what came back and what is right; None if there is none."""
    value = one.expected.value
    ratio = float(np.sum(one.got * value) / np.sum(value * value))
    allowed = abs(ratio) * tolerance_of(one.expected) + NEAR * abs(ratio) * np.abs(value).max()
    return ratio if ratio and bool(np.all(np.abs(one.got - ratio * value) <= allowed)) else None


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
    return Pattern("transposed", texts.TRANSPOSED(name=seen[0].name), texts.TRANSPOSED_NEXT())


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
    why = texts.BESIDE(why=mistake.why, second=texts.BESIDE_FACTOR[key])
    id_ = "transposed" if key == "transposed" else "constant-factor"
    return Pattern(id_, why, texts.BESIDE_NEXT(next=mistake.next), figures | {"beside": mistake.id}, mistake)
