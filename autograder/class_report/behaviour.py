"""What students' work does: clusters of equal wrong behaviour, named mistakes with examples, where somebody is stuck. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from autograder.class_report.class_model import Attempt, failing
from autograder.judging.exception_messages import by_fault
from autograder.judging.report import CheckReport, ExerciseReport

ID_DIGITS = 8  # of a cluster: 32 bits tell the few thousand that a course can have apart
TRIES = 2  # without a gain, from which on somebody is stuck


@dataclass(frozen=True, slots=True)
class Cluster:
    """Wrong in the same way: the checks of an exercise that fail, and what each shows: a mistake, a pattern, an exception.

    `id` hangs on nothing else, so it stays the same from run to run and from class to class.
    """

    exercise: str
    checks: tuple[str, ...]
    shown: tuple[str, ...]  # beside `checks`; "" where nothing is known
    named: bool  # every check that fails has its known mistake

    @property
    def id(self) -> str:
        """Its name in a file of comments."""
        said = "\0".join((self.exercise, *self.checks, "", *self.shown))
        return f"{self.exercise}-{sha256(said.encode()).hexdigest()[:ID_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Example:
    """The smallest call that somebody's mistake shows in: what it gives, and what is right."""

    call: str
    got: str
    expected: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """An exercise in which nothing has been gained since `since`, over so many tries, in which `elsewhere` points were."""

    exercise: str
    check: str  # the first that fails
    since: datetime | None
    tries: int
    elsewhere: int


def cluster_of(exercise: ExerciseReport) -> Cluster | None:
    """Find the cluster that the work on an exercise belongs to; None where nothing in it is wrong."""
    checks = [check for check in failing(exercise) if not by_fault(check.evidence)]
    if not checks:
        return None
    shown = [_shown(check) for check in checks]
    return Cluster(
        exercise.id,
        tuple(check.id for check in checks),
        tuple(shown),
        all(mistake_of(check) for check in checks),
    )


def mistake_of(check: CheckReport) -> str:
    """Give the id of the known mistake that explains a check that failed; "" without one."""
    return str((check.diagnosis or {}).get("mistake") or "")


def _shown(check: CheckReport) -> str:
    pattern = check.evidence.get("pattern")
    if mistake := mistake_of(check):
        return mistake
    if isinstance(pattern, Mapping) and pattern.get("id"):
        return str(pattern["id"])
    return str(check.evidence.get("raised") or "").partition(":")[0]


def example_of(check: CheckReport) -> Example | None:
    """Give the smallest wrong case of a check, if one was found."""
    found = check.evidence.get("counterexample")
    if not isinstance(found, Mapping) or not found.get("call"):
        return None
    return Example(*(str(found.get(key, "")) for key in ("call", "got", "expected")))


def smaller(one: Example | None, other: Example | None) -> Example | None:
    """Give the one that is quicker to read."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda each: (len(each.call), each.call, each.got))


def unusual_of(exercise: ExerciseReport) -> frozenset[str]:
    """Give what wrong numbers an exercise returned that no known mistake explains; equal ones in two are worth a look.

    It takes the same inputs to compare: whoever compares puts the seed beside it. Zeros, ones, what is not finite and
    what was raised are left out: many come to these by themselves.
    """
    found: set[str] = set()
    for check in failing(exercise):
        got = check.evidence.get("got")
        if isinstance(got, bool) or not isinstance(got, int | float) or mistake_of(check):
            continue
        if math.isfinite(got) and got not in (-1, 0, 1):
            found.add(f"{check.id}: {check.evidence.get('index')}: {got:.7g}")
    return frozenset(found)


def stuck_in(attempts: Sequence[Attempt]) -> tuple[Stuck, ...]:
    """Find the exercises that do not pass, and in which the last tries, two or more, gained nothing.

    One that was not written, or whose score rose with the last try, is not among them.
    """
    graded = [attempt for attempt in attempts if attempt.report.status == "graded"]
    if len(graded) < TRIES:
        return ()
    of_each = [{exercise.id: exercise for exercise in attempt.report.exercises} for attempt in graded]
    found: list[Stuck] = []
    for id_, last in of_each[-1].items():
        wrong = failing(last)
        if not wrong:
            continue
        first = _since([exercises.get(id_) for exercises in of_each])
        tries = len(graded) - first
        if tries >= TRIES:
            gained = graded[-1].report.score - graded[first].report.score
            own = 0 if last.extra else last.score - of_each[first][id_].score  # extra points are in no sum
            found.append(Stuck(id_, wrong[0].id, graded[first].at, tries, gained - own))
    return tuple(found)


def _since(tries: Sequence[ExerciseReport | None]) -> int:
    """Give the place of the first try from which on the score never rose again."""
    first, best = len(tries) - 1, -1
    for at in range(len(tries) - 1, -1, -1):
        one = tries[at]
        if one is None or one.status == "not_attempted" or one.score < best:
            break
        first, best = at, max(best, one.score)
    return first
