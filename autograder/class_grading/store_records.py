"""What a store of grades holds, as plain values: the class run, its students, their attempts, the gradings of each."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.frozen import frozen
from autograder.i18n.language import Lang
from autograder.judging.report import Report


@frozen
class Inputs:
    """What a grade depends on beside the submission: equal inputs give an equal grade."""

    course_sha256: str
    grader_version: str
    key_sha256: str  # of the key to the quiz's graded questions; "" without a key
    seed: int  # secret: it stands in the store alone
    official: bool
    lang: Lang


@frozen
class ClassRun:
    """The class of a store: where its submissions lie, since when it is graded, and with what."""

    folder: str
    begun_at: str  # ISO 8601, UTC
    seed: int
    inputs: Inputs | None  # of the newest run; None before the first


@frozen
class Student:
    """One student: who it is by the roster, or by the name of the folder alone."""

    id: str  # the folder's name, or the archive's without its ending; of one who has handed in nothing, the roster's id
    name: str = ""
    email: str = ""
    roster: Mapping[str, str] | None = (
        None  # the row of the roster, column by column as it stands there; None: not in it
    )
    handed_in: bool = True  # False: in the roster, and nothing was found


@frozen
class Grading:
    """One attempt graded once."""

    id: int
    inputs: Inputs
    graded_at: str  # ISO 8601, UTC, by the clock of the machine; which grading is newer is told by `id`
    status: str  # "graded" or "ungradable", as in the report
    score: int
    max_score: int
    quiz_score: int
    quiz_max_score: int
    seconds: float
    receipt: str
    why: str = ""  # the reason, where it was graded again at somebody's wish


@frozen
class Attempt:
    """What a student handed in once. An attempt is its content: the same files again are the same attempt."""

    id: int
    sha256: str
    path: str  # below the class's folder
    handed_in_at: str  # ISO 8601, UTC: the newest file's time, or what the name says; "" where neither is known
    place: int | None  # 1, 2, … in the order of time; None: it was there once and is there no more
    gradings: tuple[Grading, ...] = ()  # oldest first, but the one that counts last

    @property
    def counts(self) -> Grading | None:
        """The grading that counts, if there is any yet."""
        return self.gradings[-1] if self.gradings else None


@frozen
class StudentRecord:
    """A student with all attempts."""

    student: Student
    attempts: tuple[Attempt, ...] = ()  # in the order of time, those that are there no more first

    @property
    def latest(self) -> Attempt | None:
        """The attempt that counts: the last one."""
        return self.attempts[-1] if self.attempts else None


@frozen
class GradedAttempt:
    """An attempt's grading that counts, with its report."""

    student: Student
    attempt: Attempt
    grading: Grading
    report: Report
