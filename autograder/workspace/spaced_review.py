"""When what went wrong comes back: one day later, then after three, seven and twenty-one.

Recalling something just before it is forgotten holds it longer than reading it again (the spacing and testing effects:
Cepeda and others 2006, Roediger and Karpicke 2006). An answer that is wrong begins anew; after the last interval it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from autograder.workspace.progress_file import Progress, ReviewItem

INTERVALS = (1, 3, 7, 21)  # days from one right answer to the next question


def to_come_back(progress: Progress, items: Iterable[ReviewItem], today: date) -> Progress:
    """Remember what went wrong today: it comes back tomorrow. What is remembered already begins anew."""
    new = {(item.kind, item.exercise, item.id): replace(item, times=0, due=_after(today, 0)) for item in items}
    kept = [item for item in progress.review if (item.kind, item.exercise, item.id) not in new]
    return replace(progress, review=(*kept, *new.values()))


def due(progress: Progress, today: date) -> Sequence[ReviewItem]:
    """Give what is to be asked today, the longest due first."""
    return sorted((item for item in progress.review if item.due <= today), key=lambda item: item.due)


def answered(progress: Progress, item: ReviewItem, today: date, *, right: bool) -> Progress:
    """Give the same after an answer: the item moves on, begins anew, or is known and leaves."""
    times = item.times + 1 if right else 0
    rest = tuple(other for other in progress.review if other != item)
    if times == len(INTERVALS):
        return replace(progress, review=rest)
    return replace(progress, review=(*rest, replace(item, times=times, due=_after(today, times))))


def _after(today: date, times: int) -> date:
    return today + timedelta(days=INTERVALS[times])
