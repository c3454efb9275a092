"""The statistics of a class: its scores, and how well each question of the quiz does its work. Pure.

The formulas are those of classical test theory and of every textbook; where they come from stands at each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

ENOUGH = 30  # students, below which an interval says more about chance than about a question
Z = 1.959963984540054  # the 97.5 % quantile of the standard normal distribution: intervals are of 95 %
BINS = 10
WEAK = 0.2  # an item–total correlation below this is the textbooks' sign to look at a question again


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure between `low` and `high`."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What the scores of a class come to; `bins` counts them by tenths of the points there are, 100 % with the last."""

    count: int
    mean: float
    median: float
    lower: float  # quartile
    upper: float
    deviation: float  # of the sample; 0 of one score
    bins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a student's answer to a question came to."""

    points: float
    answered: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Item:
    """How a question did: `asked` students took the quiz, `answered` of them answered it, `right` were right.

    `difficulty` is the share of those asked who are right, so that a hard question has a low one. `discrimination` is
    the corrected item–total correlation; None where all did alike. Intervals are None where there are too few students.
    """

    id: str
    asked: int
    answered: int
    right: int
    difficulty: float
    difficulty_within: Interval | None
    discrimination: float | None
    discrimination_within: Interval | None

    @property
    def weak(self) -> bool:
        """Whether the question tells those who know more from those who know less too little, as far as can be said."""
        return self.asked >= ENOUGH and self.discrimination is not None and self.discrimination < WEAK


def scores_of(points: Sequence[float], most: float) -> Scores | None:
    """Sum up scores that can be at most `most`; None of no scores."""
    if not points:
        return None
    found = np.asarray(points, dtype=np.float64)
    lower, median, upper = np.quantile(found, (0.25, 0.5, 0.75))
    tenths = np.clip((found * BINS) // (most or 1.0), 0, BINS - 1).astype(int)
    return Scores(
        count=len(found),
        mean=float(found.mean()),
        median=float(median),
        lower=float(lower),
        upper=float(upper),
        deviation=float(found.std(ddof=1)) if len(found) > 1 else 0.0,
        bins=tuple(np.bincount(tenths, minlength=BINS).tolist()),
    )


def wilson(successes: int, trials: int) -> Interval:
    """Give the interval of a share: E. B. Wilson's score interval (J. Am. Stat. Assoc. 22, 1927, 209–212).

    It stays within 0 and 1, and is of use at both ends, where the one from the standard error is not.
    """
    share = successes / trials
    scale = 1 + Z * Z / trials
    centre = (share + Z * Z / (2 * trials)) / scale
    half = Z / scale * math.sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def fisher(correlation: float, count: int) -> Interval:
    """Give the interval of a correlation of `count` > 3 pairs by R. A. Fisher's z = artanh r (Metron 1, 1921, 3–32).

    z is nearly normal with the standard error 1/√(count − 3). With scores of right and wrong that is an approximation.
    """
    if abs(correlation) >= 1:
        return Interval(correlation, correlation)
    z, half = math.atanh(correlation), Z / math.sqrt(count - 3)
    return Interval(math.tanh(z - half), math.tanh(z + half))


def correlation_of(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Give Pearson's correlation; None where one side is all the same."""
    x, y = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:  # noqa: PLR2004 -- one point has no slope
        return None
    x, y = x - x.mean(), y - y.mean()
    found = float(x @ y / math.sqrt(float(x @ x) * float(y @ y)))
    return max(-1.0, min(1.0, found))


def items_of(ids: Sequence[str], answers: Sequence[Mapping[str, Answer]]) -> tuple[Item, ...]:
    """Analyse questions: `answers` has of each student who took the quiz what each question came to.

    The discrimination is the item–total correlation corrected for overlap: the points of a question against those of all
    the *other* questions (S. Henrysson, Psychometrika 28, 1963, 211–218; Crocker and Algina, Introduction to Classical and
    Modern Test Theory, 1986, chapter 14). A question left open earns nothing, as it does in the score.
    """
    totals = [sum(one.points for one in student.values()) for student in answers]
    return tuple(_item(id_, answers, totals) for id_ in ids if any(id_ in student for student in answers))


def _item(id_: str, answers: Sequence[Mapping[str, Answer]], totals: Sequence[float]) -> Item:
    asked = [(student[id_], total) for student, total in zip(answers, totals, strict=True) if id_ in student]
    count = len(asked)
    right = sum(one.right for one, _ in asked)
    points = [one.points for one, _ in asked]
    rest = [total - one.points for one, total in asked]
    found = correlation_of(points, rest)
    enough = count >= ENOUGH
    return Item(
        id=id_,
        asked=count,
        answered=sum(one.answered for one, _ in asked),
        right=right,
        difficulty=right / count,
        difficulty_within=wilson(right, count) if enough else None,
        discrimination=found,
        discrimination_within=fisher(found, count) if enough and found is not None else None,
    )
