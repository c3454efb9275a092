"""Which mistake a learner's gradient check has: told by what it asked of `forward` and `backward`, and what it said of each.

A mistake is named where it accounts for every pair that was judged wrongly: what the check did not look at would have shown
the wrong gradients, or its step, its direction or its measure makes numeric gradients of right ones look wrong. The measure
of the size of a whole gradient is ‖a − n‖ / (‖a‖ + ‖n‖). The ids are those of the exercise's known mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from autograder.authoring.cases import EPSILON
from autograder.authoring.gradient_pairs import Pair, misshapen, pair_of
from autograder.judging.model import Case, Written
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.calls import Array, Opaque, Returned, Value

FEW = 2  # so many calls, or entries moved at once, are no pile yet
USUAL_STEP = 1e-5
SMALL_ERROR = 1e-8  # relative, of single entries: any smaller is told from zero by no sensible tolerance
LOOSE = 0.1  # a whole gradient off by more is let through by no tolerance, but by not being looked at


@dataclass(frozen=True, eq=False)
class Answer:
    """What the learner's check said of a pair: whether the gradient is right, or None for anything that says neither."""

    case: Case
    outcome: Returned
    accepted: bool | None
    odd: str = ""  # "raised" or "number"

    @property
    def pair(self) -> Pair:
        """The pair."""
        return pair_of(self.case)


def as_bool(value: Value) -> Value:
    """Give what counts as True or False as such, anything else as it is."""
    array = (
        value if isinstance(value, np.ndarray) else np.array(value if isinstance(value, bool | int | float) else None)
    )
    if array.shape == () and array.dtype.kind in "biuf" and float(array) in (0, 1):
        return Written(bool(array))
    return value


def answer_of(case: Case, outcome: Returned) -> Answer:
    """Read an answer; what raises over a gradient of the wrong shape has caught it, too."""
    value = outcome.value
    if isinstance(value, str) and value == "raised" and misshapen(pair_of(case)):
        return Answer(case, outcome, accepted=False, odd="raised")
    said = as_bool(value)
    if not isinstance(said, Written):
        return Answer(case, outcome, accepted=None)
    plain = isinstance(value, bool) or (isinstance(value, np.ndarray) and value.dtype.kind == "b")
    return Answer(case, outcome, accepted=said == "True", odd="" if plain else "number")


def of_no_verdict(value: Value) -> str | None:
    """Name the mistake of a check that returns something else than True or False."""
    if value is None:
        return "nothing-returned"
    return "error-for-verdict" if isinstance(as_numbers(value), Numbers) and not isinstance(value, Opaque) else None


# --- what was looked at ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Looked:
    """What a check looked at: the entries moved in each call of forward (argument, place, by how much), the upstreams."""

    moves: list[list[tuple[int, int, float]]]
    upstreams: list[Array]

    @property
    def steps(self) -> dict[tuple[int, int], float]:
        """The largest step of each entry that was moved alone."""
        found: dict[tuple[int, int], float] = {}
        for moved in self.moves:
            if len(moved) == 1:
                at, place, step = moved[0]
                found[at, place] = max(abs(step), found.get((at, place), 0.0))
        return found

    @property
    def one_sided(self) -> bool:
        """Whether entries were moved one by one, and each in one direction only."""
        signs: dict[tuple[int, int], set[bool]] = {}
        for moved in self.moves:
            if len(moved) == 1:
                at, place, step = moved[0]
                signs.setdefault((at, place), set()).add(step > 0)
        return bool(signs) and all(len(found) == 1 for found in signs.values())

    @property
    def piles_up(self) -> bool:
        """Whether entries stay moved while the next ones are."""
        counts = [len(moved) for moved in self.moves if moved]
        grows = all(a <= b for a, b in pairwise(counts))
        return len(counts) > FEW and counts[0] == 1 and counts[-1] > FEW and grows


def looked(answer: Answer) -> Looked:
    """Read from the uses of forward and backward what a check looked at."""
    moves, upstreams = [], []
    for use in answer.outcome.asked:
        arrays = [numbers.array for numbers in map(as_numbers, use.args) if isinstance(numbers, Numbers)]
        shapes = [array.shape for array in arrays]
        if use.name == "backward" and shapes[1:] == answer.pair.shapes:
            upstreams.append(arrays[0])
        if use.name == "forward" and shapes == answer.pair.shapes:
            steps = [(array - given).ravel() for array, given in zip(arrays, answer.pair.arguments, strict=True)]
            moves.append([(at, int(p), float(step[p])) for at, step in enumerate(steps) for p in np.flatnonzero(step)])
    return Looked(moves, upstreams)


def at_worst(pair: Pair, G: Array, steps: dict[tuple[int, int], float], *, one_sided: bool) -> list[Array]:
    """Give numeric gradients at G with these steps (USUAL_STEP where there is none), as far off as rounding may put them."""
    found = []
    at_rest = pair.layer.forward(*pair.arguments)
    for at, right_one in enumerate(pair.layer.backward(G, *pair.arguments)):
        numeric = right_one.copy()
        for place in range(numeric.size):
            step = steps.get((at, place), USUAL_STEP)
            values = []
            for sign in (1, -1):
                moved = [array.copy() for array in pair.arguments]
                moved[at].flat[place] += sign * step
                values.append(pair.layer.forward(*moved))
            below, width = (at_rest, step) if one_sided else (values[1], 2 * step)
            error = abs(np.sum(G * (values[0] - below)) / width - numeric.flat[place])
            numeric.flat[place] += error + EPSILON * np.sum(np.abs(G * at_rest)) / width
        found.append(numeric)
    return found


MEASURES = ("whole", "entries", "unguarded", "plain")


def off_by(given: Sequence[Array], expected: Sequence[Array]) -> dict[str, float]:
    """Measure a difference as checks do: by the size of the gradient, entry by entry (0/0 being 0, or NaN), or as it is."""
    found: dict[str, list[float]] = {measure: [0.0] for measure in MEASURES}
    with np.errstate(all="ignore"):
        for one, other in zip(given, expected, strict=True):
            difference, sizes_ = np.abs(one - other), np.abs(one) + np.abs(other)
            found["whole"].append(float(np.linalg.norm(difference) / (np.linalg.norm(one) + np.linalg.norm(other))))
            found["entries"].append(np.max(np.where(sizes_ > 0, difference / sizes_, 0)))
            found["unguarded"].append(np.max(np.where(sizes_ > 0, difference / sizes_, np.inf)))
            found["plain"].append(np.max(difference))
    return {measure: float(max(values)) for measure, values in found.items()}


def parting(larger: Sequence[dict[str, float]], smaller: Sequence[dict[str, float]], slack: int = 0) -> str:
    """Give the measure by which some threshold parts the larger from the smaller, all but `slack` of them; else ""."""
    misplaced = {}
    for measure in MEASURES if larger and smaller else ():
        one, other = ([each[measure] for each in side] for side in (larger, smaller))
        misplaced[measure] = min(
            sum(value < at for value in one) + sum(value >= at for value in other) for at in (*one, np.inf)
        )
    best = min(misplaced, key=misplaced.__getitem__, default="")
    return best if best and misplaced[best] <= slack else ""


# --- which mistake it is ---------------------------------------------------------------------------------------------


def of_right(judged: Sequence[Answer], answers: Sequence[Answer]) -> str | None:
    """Name the mistake of a check that accuses right gradients, or lets nonsense pass."""
    said = [answer.accepted for answer in answers]
    rights = [answer for answer in judged if answer.pair.is_right]
    accused = [answer for answer in rights if not answer.accepted]
    if all(said):
        return "accepts-everything"
    taken_for_right = [answer for answer in answers if answer.accepted]
    if len(accused) == len(rights) and taken_for_right and all(map(is_doubled, taken_for_right)):
        return "divided-by-h-not-2h"
    if len(accused) == len(rights) and all(answer.accepted for answer in judged if answer.pair.kind == "nonsense"):
        return "verdict-inverted"
    if not accused:
        return None
    seen = {id(answer): looked(answer) for answer in rights}
    if all(seen[id(answer)].piles_up for answer in accused):
        return "arguments-not-restored"
    numeric = numeric_mistake(accused, [answer for answer in rights if answer.accepted], seen)
    return numeric or ("accuses-everything" if not any(said) else None)


def is_doubled(answer: Answer) -> bool:
    """Whether each gradient is twice the right one."""
    return all(
        one.shape == other.shape and np.allclose(one, 2 * other, 1e-9, 0) for one, other in given_and_right(answer)
    )


def numeric_mistake(accused: Sequence[Answer], accepted: Sequence[Answer], seen: dict[int, Looked]) -> str | None:
    """Find what parts the right gradients that were accused from the others: the step, its direction, or the measure."""
    if not all(seen[id(answer)].steps for answer in accused):
        return None

    def errors(answer: Answer, *, one_sided: bool, usual: bool = False) -> dict[str, float]:
        one = seen[id(answer)]
        G = (one.upstreams or [answer.pair.some_upstream()])[0]
        given = at_worst(answer.pair, G, {} if usual else one.steps, one_sided=one_sided)
        return off_by(given, answer.pair.layer.backward(G, *answer.pair.arguments))

    one_sided = all(seen[id(answer)].one_sided for answer in accused)
    off, others = ([errors(answer, one_sided=one_sided) for answer in some] for some in (accused, accepted))
    measure = parting(off, others, slack=1) if accepted else "whole"
    if measure in ("entries", "unguarded") and min(each[measure] for each in off) > SMALL_ERROR:
        return "relative-error-entry-by-entry"
    if measure == "plain":
        return "absolute-tolerance"
    if measure != "whole":
        return None
    least = min(off, key=lambda each: each["whole"])["whole"]
    if one_sided and max(errors(answer, one_sided=False)["whole"] for answer in accused) < 0.05 * least:
        return "forward-difference-only"
    usual = max(errors(answer, one_sided=one_sided, usual=True)["whole"] for answer in accused)
    if least <= 20 * usual:
        return None
    steps = [step for answer in accused for step in seen[id(answer)].steps.values()]
    return "step-too-small" if np.median(steps) < USUAL_STEP else "step-too-large"


def of_family(missed: Sequence[Answer], answers: Sequence[Answer]) -> str | None:
    """Name the mistake of a check that lets wrong gradients pass: what it did not look at would have shown all of them."""
    if all(misshapen(answer.pair) for answer in missed):
        return "shape-not-compared"
    if all(answer.pair.kind == "writes" for answer in missed):
        return "writes-unnoticed"
    plain = [answer for answer in missed if answer.pair.kind != "writes" and not misshapen(answer.pair)]
    if not plain or len(plain) < len(missed):
        return None
    caught = [
        answer
        for answer in answers
        if answer.accepted is False
        and not answer.pair.is_right
        and answer.pair.kind != "writes"
        and not misshapen(answer.pair)
    ]
    seen = [looked(answer) for answer in plain]
    ones = [G for one in seen for G in one.upstreams]
    if ones and all(np.ptp(G) == 0 for G in ones) and not any(any_off(answer, np.ones_like) for answer in plain):
        return "upstream-of-ones"
    moved = {(at, place) for one in seen for moves in one.moves for at, place, _ in moves}
    if moved and {at for at, _ in moved} == {0} and not any(first_off(answer) for answer in plain):
        return "first-argument-only"
    if moved and {place for _, place in moved} == {0} and not any(entry_wrong(answer) for answer in plain):
        return "first-entry-only"
    passed = [
        answer for answer in answers if answer.accepted and not answer.pair.is_right and answer.pair.kind != "writes"
    ]
    for id_, alike in ALIKE.items():
        if not any(map(misshapen, (answer.pair for answer in passed))) and all(
            alike(*pairs) for answer in passed for pairs in given_and_right(answer)
        ):
            return id_
    off, others = ([off_by(*zip(*given_and_right(answer), strict=True)) for answer in some] for some in (plain, caught))
    measure = parting(others, off)
    if measure == "plain":
        return "absolute-tolerance"
    return "tolerance-too-loose" if measure == "whole" and max(each["whole"] for each in off) < LOOSE else None


def given_and_right(answer: Answer) -> Iterator[tuple[Array, Array]]:
    """Pair what was given with what is right, argument by argument, at the upstream that was asked for."""
    upstreams = looked(answer).upstreams or [answer.pair.some_upstream()]
    given, expected = answer.pair.gradients(upstreams[0])
    yield from zip(given, expected, strict=True)


def any_off(answer: Answer, upstream: Callable[[Array], Array]) -> bool:
    """Whether anything is wrong at this upstream gradient."""
    given, expected = answer.pair.gradients(upstream(answer.pair.some_upstream()))
    return any(not np.allclose(one, other, 1e-9, 0) for one, other in zip(given, expected, strict=True))


def first_off(answer: Answer) -> bool:
    """Whether the gradient of the first argument is wrong."""
    return not np.allclose(*next(given_and_right(answer)), 1e-9, 0)


def entry_wrong(answer: Answer) -> bool:
    """Whether the first entry of any gradient is wrong."""
    return any(not np.allclose(one.flat[0], other.flat[0], 1e-9, 0) for one, other in given_and_right(answer))


def close(one: float, other: float, size: float) -> bool:
    """Whether two sums are equal but for rounding."""
    return abs(one - other) <= 1e-9 * size


ALIKE: dict[str, Callable[[Array, Array], bool]] = {  # what cannot be told apart by a sum, by norms, without signs
    "compares-sums": lambda one, other: close(one.sum(), other.sum(), float(np.abs(other).sum())),
    "signs-ignored": lambda one, other: np.allclose(np.abs(one), np.abs(other), 1e-9, 0),
    "compares-norms": lambda one, other: close(
        float(np.linalg.norm(one)), float(np.linalg.norm(other)), float(np.linalg.norm(other))
    ),
}
