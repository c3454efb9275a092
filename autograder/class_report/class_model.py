"""What a class report is made of: the students with what they handed in, oldest first, each with its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from autograder.judging.report import CheckReport, ExerciseReport, Report

WRONG = frozenset({"failed", "error"})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One thing that was handed in and graded; `at` is when it was handed in, None where nobody knows."""

    report: Report
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Oral:
    """Questions about a student's own code of an exercise, each with its answer; for an oral, and for the staff alone."""

    title: str
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody of the class: `id` is nobody else's, `columns` are what the roster says of them, texts by their headings.

    `attempts` are in the order of time: the last one counts, and without any the student is missing. `sources` are the
    texts that were graded last, by exercise; what they hold is compared between students. `page` is where the student's
    own page stands, relative to that of the class; without one it is made from the id. `oral` is never on that page.
    """

    id: str
    name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    oral: tuple[Oral, ...] = ()

    @property
    def report(self) -> Report | None:
        """The report that counts."""
        return self.attempts[-1].report if self.attempts else None


def failing(exercise: ExerciseReport) -> tuple[CheckReport, ...]:
    """Give the checks that are wrong: those that wait for others, or for something to be written, are not."""
    return tuple(check for check in exercise.checks if check.status in WRONG)
