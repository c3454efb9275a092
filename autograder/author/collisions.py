"""Whether an exercise's known mistakes can be told apart, and from the right answer, on the inputs that it draws.

Two mistakes collide where the diagnosis could not choose between them: their formulas give the same numbers, to its own
tolerance, in every case of a draw. A mistake collides with the right answer where its numbers would pass. Either happens
at blind inputs (z = 0, one row, an upstream gradient of ones), or where two ids stand for one and the same function.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

import numpy as np

from autograder.author.folders import Finding, broken, proved
from autograder.frozen import frozen
from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.judging.compare import SAME, alike, counts, prediction
from autograder.judging.failed_calls import shown_call
from autograder.judging.model import Case, Check, Exercise, Expected, Mistake, planned
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.calls import Array, Call, Value

TOLD_APART = Text(
    en="the known mistakes ({ids}) differ from one another and from the right answer in each of {draws} draws",
    pt="os erros conhecidos ({ids}) diferem entre si e da resposta certa em cada um de {draws} sorteios",
)
COLLIDE = Text(
    en="check {check}: {one} and {other} give the same numbers in every case (seed {seed}), as in {call}",
    pt="teste {check}: {one} e {other} dão os mesmos números em todos os casos (semente {seed}), como em {call}",
)
RIGHT_ANSWER = Text(en="the right answer", pt="a resposta certa")
CANNOT_COMPUTE = Text(
    en="the formulas of the known mistakes fail (seed {seed}): {kind}: {error}",
    pt="as fórmulas dos erros conhecidos falham (semente {seed}): {kind}: {error}",
)


def prove_told_apart(file: str, exercise: Exercise, draws: int) -> Iterator[Finding]:
    """Compare the formulas of all known mistakes in `draws` draws, seeds 0, 1, …; the first that collide are told."""
    ids = {mistake.id for check in exercise.checks for mistake in check.mistakes if mistake.formula}
    if not ids:
        return
    for seed in range(draws):
        try:
            found = collisions(exercise, seed)
        except Exception as error:  # noqa: BLE001 -- a plan or a formula of an author can fail in any way
            yield broken(file, CANNOT_COMPUTE(seed=seed, kind=type(error).__name__, error=one_line(str(error))))
            return
        for each in found:
            call = shown_call(exercise, each.call)
            other = each.other or RIGHT_ANSWER
            yield broken(file, COLLIDE(check=each.check, one=each.one, other=other, seed=seed, call=call))
        if found:
            return
    yield proved(file, TOLD_APART(ids=len(ids), draws=draws))


@frozen
class Collision:
    """Two mistakes, or a mistake and the right answer (`other` None), that one draw does not tell apart."""

    check: str
    one: str
    other: str | None
    call: Call  # a case in which both give numbers


@frozen(eq=False)
class _Given:
    """One array that a formula gives, with what is compared first."""

    array: Array
    largest: float


_Prediction: TypeAlias = Mapping[int, _Given] | None  # what is returned, by its place; None: the mistaken code raises


def collisions(exercise: Exercise, seed: int) -> list[Collision]:
    """Find what collides in one draw of an exercise's cases; each pair of ids once for each check."""
    return [found for check in exercise.checks for found in _in_check(exercise, check, seed)]


def _in_check(exercise: Exercise, check: Check, seed: int) -> list[Collision]:
    mistakes = [mistake for mistake in check.mistakes if mistake.formula]
    if not mistakes:
        return []
    cases = [case for case in planned(exercise, check.plan, seed) if not case.repeated and case.remark is None]
    pairs = [(i, j) for i, j in combinations(range(len(mistakes)), 2) if mistakes[i].id != mistakes[j].id]
    alone = list(range(len(mistakes)))  # those not yet told from the right answer
    shown: dict[tuple[int, int | None], Call] = {}
    ended: list[tuple[int, int]] = []  # a call that raises is the last one: what is not told apart before it, never is
    for case in cases:
        given = {i: _given(check, case, mistakes[i]) for i in {*alone, *(i for pair in pairs for i in pair)}}
        if check.judge is None:
            ended += [(i, j) for i, j in pairs if (i, j) in shown and (given[i] is None) != (given[j] is None)]
        alone = [i for i in alone if _right(case, given[i])]
        pairs = [(i, j) for i, j in pairs if _not_told_apart(given[i], given[j])]
        for one in [(i, None) for i in alone] + [pair for pair in pairs if given[pair[0]] is not None]:
            shown.setdefault(one, case.call)
    found = {
        (mistakes[i].id, None if j is None else mistakes[j].id): shown[i, j]
        for i, j in [*((i, None) for i in alone), *pairs, *ended]
        if (i, j) in shown  # two that raise in every case are told apart by what they raise
    }
    return [Collision(check.id, one, other, call) for (one, other), call in found.items()]


def _given(check: Check, case: Case, mistake: Mistake) -> _Prediction:
    value = prediction(mistake, case)
    if value is None:
        return None
    parts = {place: as_numbers(part) for place, part in _by_place(check, case, value).items()}
    return {
        place: _Given(numbers.array, float(np.abs(numbers.array[np.isfinite(numbers.array)]).max(initial=0.0)))
        for place, numbers in parts.items()
        if isinstance(numbers, Numbers)
    }


def _by_place(check: Check, case: Case, value: Value) -> dict[int, Value]:
    """Give what a formula says of each returned value: of the first ones, or of what the check judges."""
    if isinstance(value, tuple):
        return dict(enumerate(value))
    if isinstance(case.expected, Expected):
        return {0: value}
    return dict.fromkeys(range(len(case.expected)) if check.part is None else [check.part], value)


def _not_told_apart(one: _Prediction, other: _Prediction) -> bool:
    """Whether a case leaves it open which of the two it is; code that raises in both is no difference."""
    if one is None or other is None:
        return one is other
    both = one.keys() & other.keys()
    return bool(both) and all(_alike(one[place], other[place]) for place in both)


def _alike(one: _Given, other: _Given) -> bool:
    """Compare as the diagnosis does, whichever of the two were the learner's; most pairs differ at first sight."""
    if abs(one.largest - other.largest) > 2 * SAME * max(one.largest, other.largest):
        return False
    return alike(one.array, other.array) or alike(other.array, one.array)


def _right(case: Case, given: _Prediction) -> bool:
    """Whether all that a mistake says of this case would count as right."""
    if given is None:
        return False
    parts: Sequence[Expected] = (case.expected,) if isinstance(case.expected, Expected) else case.expected
    known = [(given[place], part) for place, part in enumerate(parts) if place in given]
    return bool(known) and all(counts(one.array, part) for one, part in known)
