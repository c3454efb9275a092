"""One exercise of a submission: its source run in a session of its own, judged, reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from autograder.course.exercise_folder import ExerciseFolder
from autograder.grading.build_report import exercise_report, unreadable, untouched
from autograder.grading.run_checks import help_on, passed_over, run_checks, said
from autograder.i18n.language import Lang, Message, Text
from autograder.judging.exception_messages import CELL_LABEL, unless_fault
from autograder.judging.model import Exercise, Verdict
from autograder.judging.report import ExerciseReport
from autograder.sandbox import RemoteSession, Sandbox
from autograder.sandbox.protocol.calls import Cell, Session
from autograder.submission.sources import parsed
from autograder.submission.submission_model import Source

T = TypeVar("T")

PICTURE_SECONDS = 5.0  # of wall time in which the code of an exercise computes for its pictures

LOADED_NOTE = Text(en="{problem}. {help}", pt="{problem}. {help}")


class Heard(Session, Protocol):
    """A session of which is known how long it took."""

    @property
    def wall_used(self) -> float:
        """Wall seconds of the learner's process."""


def grade_exercise(
    entry: ExerciseFolder,
    source: Source | None,
    sandbox: Sandbox,
    seed: int,
    lang: Lang,
    wall_seconds: float,
    *,
    pictures: bool = False,
) -> tuple[ExerciseReport, float]:
    """Grade one exercise with at most so many wall seconds, and say how many of them the learner's code took.

    With `pictures` the evidence keeps wrong arrays, and graphs with what is wrong in them, to be drawn.
    Only the time in which the learner's process runs, or is waited for, counts: neither ours nor a neighbour's.
    """
    exercise = entry.exercise
    if source is None:
        return untouched(exercise, lang), 0.0
    if not source.attempted:
        return untouched(exercise, lang, file=source.file, notes=source.notes), 0.0
    if source.problem is not None:
        return unreadable(exercise, source.problem, lang, file=source.file, notes=source.notes), 0.0
    opened = partial(
        sandbox.open,
        source.cells,
        exercise.id,
        exercise.cpu_seconds,
        wall_seconds,
        driver=exercise.driver,
        libraries=exercise.libraries,
    )
    judged = partial(_judged, exercise, source, seed, pictures=pictures)
    return reported(exercise, source, lang, *in_session(opened, judged))


def reported(
    exercise: Exercise,
    source: Source,
    lang: Lang,
    verdicts: Sequence[Verdict],
    problems: Sequence[Message],
    printed: str,
    seconds: float,
) -> tuple[ExerciseReport, float]:
    """Make the report of what `with_notes` gives, and pass its wall seconds on."""
    notes = [*source.notes, *problems]
    return exercise_report(exercise, verdicts, lang, file=source.file, notes=notes, printed=printed), seconds


def in_session(opened: Callable[[], AbstractContextManager[RemoteSession]], use: Callable[[RemoteSession], T]) -> T:
    """Give what `use` makes of a session; where that was lost, once more in a new one with time of its own."""
    with opened() as session:
        found = use(session)
    if not session.lost:
        return found
    with opened() as session:
        return use(session)


def with_pictures(
    report: ExerciseReport,
    exercise: Exercise,
    source: Source | None,
    sandbox: Sandbox,
    seed: int,
    wall_seconds: float,
) -> tuple[ExerciseReport, float]:
    """Add what a page draws of the exercise beside its checks, and say how many wall seconds the learner's code took for it.

    That is called in a session of its own, of at most so many seconds.
    """
    if source is None or source.problem is not None or report.status == "not_attempted" or not exercise.draws:
        return report, 0.0
    from autograder.grading.pictures import with_more  # only where a page is asked for

    wall = min(PICTURE_SECONDS, wall_seconds)
    opened = partial(
        sandbox.open, source.cells, exercise.id, PICTURE_SECONDS, wall, driver=exercise.driver,
        libraries=exercise.libraries,
    )  # fmt: skip

    def drawn(session: RemoteSession) -> tuple[ExerciseReport, float]:
        return with_more(report, exercise, seed, session), session.wall_used

    found = unless_fault(lambda: in_session(opened, drawn), None)
    return (with_more(report, exercise, seed, None), wall) if found is None else found


def _judged(
    exercise: Exercise,
    source: Source,
    seed: int,
    session: RemoteSession,
    *,
    pictures: bool,
) -> tuple[tuple[Verdict, ...], list[Message], str, float]:
    if not pictures:
        return with_notes(exercise, source, session, run_checks(exercise, seed, session))
    from autograder.grading.heat_maps import Recorded, with_drawings  # where reports are drawn alone

    seen = Recorded(session)
    verdicts = run_checks(exercise, seed, seen)
    verdicts = unless_fault(partial(with_drawings, exercise, seed, verdicts, seen), verdicts)
    return with_notes(exercise, source, session, verdicts)


def with_notes(
    exercise: Exercise, source: Source, session: Heard, verdicts: tuple[Verdict, ...]
) -> tuple[tuple[Verdict, ...], list[Message], str, float]:
    """Add to the verdicts what the source and the session say."""
    if not all(verdict.status == "passed" for verdict in verdicts):
        verdicts = told_of_source(exercise, [cell.source for cell in source.cells], verdicts)
        verdicts = unless_fault(partial(with_places, verdicts, source.cells), verdicts)
    problems = [LOADED_NOTE(problem=said(one), help=help_on(one)) for one in session.loaded.problems]
    asked = tuple(function.name for function in exercise.functions)
    missing = [name for name in asked if name not in session.loaded.names]
    if missing and not problems:
        from autograder.submission.nothing_defined import why_missing  # seldom needed

        why = why_missing(source.cells, missing, asked)
        problems += [] if why is None else [why]
    return verdicts, [*problems, *passed_over(session.loaded.missed)], session.printed, session.wall_used


def told_of_source(exercise: Exercise, sources: Sequence[str], verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Say of what went wrong where the source, in pieces as they ran, gives the mistake away."""
    from autograder.judging.source_diagnosis import told_of_order, told_of_own_data  # only where something went wrong

    for told_of in (told_of_order, told_of_own_data):
        modules = map(parsed, sources)
        verdicts = unless_fault(partial(told_of, exercise, verdicts, modules), verdicts)
    return verdicts


def with_places(verdicts: Sequence[Verdict], cells: Sequence[Cell]) -> tuple[Verdict, ...]:
    """Say of what went wrong in no line of its own where the function is defined: the last definition counts."""
    return tuple(
        replace(verdict, evidence={**verdict.evidence, "place": place})
        if verdict.status in ("failed", "error")
        and not verdict.evidence.keys() & {"place", "stopped"}
        and (place := _defined(str(verdict.evidence.get("function", "")), cells)) is not None
        else verdict
        for verdict in verdicts
    )


def _defined(function: str, cells: Sequence[Cell]) -> dict[str, str | int] | None:
    if not function:
        return None
    name = re.escape(function)
    form = re.compile(rf"^[ \t]*(?:(?:async[ \t]+)?def[ \t]+{name}\b|{name}[ \t]*=(?!=))", re.MULTILINE)
    for cell in reversed(cells):
        found = [match.start() for match in form.finditer(cell.source)]
        if found:
            label = {"cell": cell.label} if CELL_LABEL.fullmatch(cell.label) else {}
            return {**label, "line": cell.source.count("\n", 0, found[-1]) + 1}
    return None
