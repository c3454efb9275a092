"""A class at a glance: the cells of the table, and the widths with which it fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from autograder.frozen import frozen
from autograder.i18n.language import Lang, figure
from autograder.i18n.sanitize import inert, one_line
from autograder.judging.report import ExerciseReport, Report
from autograder.render import labels
from autograder.render.columns import padded, shortened, width, wrapped

NOT_ATTEMPTED = "–"
NAME_CELLS = 16  # the name column gets at least this much before a column of less use is left out
LEAST_NAME_CELLS = 8
MOST_NOTED = 20  # submissions whose first note stands below the table
NOTE_LENGTH = 300

Style = Literal["head", "faint", "good", "half", "bad", "text"]


@frozen
class Cell:
    """What stands in one place of the table."""

    text: str
    style: Style = "text"


@frozen
class Grid:
    """A table laid out: rows of cells with the head first, the width of every column, the space between them."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    space: int
    legend: str
    reasons: tuple[str, ...]  # one line for each submission without a grade, its id first
    notes: tuple[str, ...] = ()  # one line for each submission of which something was left out, or is odd


def grid(reports: Sequence[Report], cells: int) -> Grid:
    """Lay out a table of `reports` within `cells` columns, in the language of the first.

    Too many exercises for the room: the seconds go first, then the status, then the quiz.
    """
    lang = reports[0].lang
    exercises = list({exercise.id: exercise for report in reports for exercise in report.exercises}.values())
    heads = short_heads([exercise.id for exercise in exercises])
    rows = (
        _head(heads, lang),
        _maxima(exercises, reports, lang),
        *(_row(report, exercises, lang) for report in reports),
    )
    rows, widths, space = _fitted(rows, cells)
    legend = labels.LEGEND.to(lang) + ", ".join(
        f"{head} {exercise.id}" for head, exercise in zip(heads, exercises, strict=True)
    )
    reasons = tuple(
        f"{one_line(report.submission.id)}: {one_line(report.reason, 1_000)}"
        for report in reports
        if report.status != "graded"
    )
    return Grid(rows, widths, space, legend if exercises else "", reasons, tuple(_notes(reports, lang)))


def _notes(reports: Sequence[Report], lang: Lang) -> Iterator[str]:
    """Give the first note of each submission, and how many more its report has."""
    noted = [report for report in reports if report.status == "graded" and report.submission.notes]
    for report in noted[:MOST_NOTED]:
        first, *more = report.submission.notes
        after = labels.MORE_IN_REPORT(count=len(more)).to(lang) if more else ""
        yield f"{one_line(report.submission.id)}: {one_line(first, NOTE_LENGTH)}{after}"
    if len(noted) > MOST_NOTED:
        yield labels.MORE_NOTED(count=len(noted) - MOST_NOTED).to(lang)


def plain_table(reports: Sequence[Report], cells: int = 100) -> str:
    """Draw the table of a class as plain text, without escapes, at most `cells` wide.

    The lines with reasons are not broken: one line for each submission without a grade.
    """
    if not reports:
        return labels.NO_SUBMISSIONS.to("en") + "\n"
    table = grid(reports, cells)
    lines = [_drawn(row, table) for row in table.rows]
    lines.insert(2, "─" * min(cells, sum(table.widths) + table.space * (len(table.widths) - 1)))
    if table.legend:
        lines += ["", *wrapped(table.legend, cells)]
    if table.reasons:
        lines += ["", labels.REASONS.to(reports[0].lang), *(f"  {reason}" for reason in table.reasons)]
    if table.notes:
        lines += ["", labels.NOTES.to(reports[0].lang), *(f"  {note}" for note in table.notes)]
    return "".join(f"{inert(line)}\n" for line in lines)


def short_heads(ids: Sequence[str]) -> tuple[str, ...]:
    """Shorten exercise ids to the initials of their words, numbered where two would be equal."""
    heads: list[str] = []
    for id_ in ids:
        initials = "".join(word[0] for word in id_.split("_") if word) or "?"
        used = sum(head.rstrip("0123456789") == initials for head in heads)
        heads.append(f"{initials}{used + 1}" if used else initials)
    return tuple(heads)


def _drawn(row: Sequence[Cell], table: Grid) -> str:
    name, *figures = (
        padded(cell.text, wide, right=position > 0)
        for position, (cell, wide) in enumerate(zip(row, table.widths, strict=True))
    )
    return (" " * table.space).join([name, *figures]).rstrip()


def _head(heads: Sequence[str], lang: Lang) -> tuple[Cell, ...]:
    words = (labels.COLUMN_TOTAL, labels.COLUMN_QUIZ, labels.COLUMN_STATUS, labels.COLUMN_SECONDS)
    texts = [labels.COLUMN_SUBMISSION.to(lang), *heads, *(word.to(lang) for word in words)]
    return tuple(Cell(text, "head") for text in texts)


def _maxima(exercises: Sequence[ExerciseReport], reports: Sequence[Report], lang: Lang) -> tuple[Cell, ...]:
    total = max(report.max_score for report in reports)
    quiz = max(report.quiz.max_score for report in reports)
    figures = [*(exercise.max_score for exercise in exercises), total, quiz]
    texts = [labels.COLUMN_MAXIMUM.to(lang), *(str(figure) for figure in figures), "", ""]
    return tuple(Cell(text, "faint") for text in texts)


def _row(report: Report, exercises: Sequence[ExerciseReport], lang: Lang) -> tuple[Cell, ...]:
    name = Cell(one_line(report.submission.id))
    seconds = Cell(figure(report.seconds).to(lang), "faint")
    if report.status != "graded":
        blank = Cell("")
        status = Cell(labels.UNGRADABLE.to(lang), "bad")
        return (name, *[blank] * len(exercises), Cell(str(report.score), "bad"), blank, status, seconds)
    own = {exercise.id: exercise for exercise in report.exercises}
    return (
        name,
        *(_score(own.get(exercise.id)) for exercise in exercises),
        Cell(str(report.score), "head"),
        Cell(_quiz(report)),
        Cell(labels.GRADED.to(lang), "faint"),
        seconds,
    )


def _score(exercise: ExerciseReport | None) -> Cell:
    if exercise is None or exercise.status == "not_attempted":
        return Cell(NOT_ATTEMPTED, "faint")
    style: Style = "good" if exercise.status == "passed" else "half" if exercise.score else "bad"
    return Cell(str(exercise.score), style)


def _quiz(report: Report) -> str:
    answered = any(question.status != "unanswered" for question in report.quiz.questions)
    return str(report.quiz.score) if answered else NOT_ATTEMPTED


def _fitted(
    rows: tuple[tuple[Cell, ...], ...], cells: int
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[int, ...], int]:
    """Choose the space between columns and the columns shown so that names have room; cut names to it."""
    for space, left_out in ((2, 0), (1, 0), (1, 1), (1, 2), (1, 3)):
        shown = [_without(row, left_out) for row in rows]
        widths = [max(width(row[column].text) for row in shown) for column in range(len(shown[0]))]
        wanted = widths[0]
        room = cells - sum(widths[1:]) - space * (len(widths) - 1)
        if room >= min(wanted, NAME_CELLS):
            break
    name = min(wanted, max(room, LEAST_NAME_CELLS))
    fitted = tuple((Cell(shortened(row[0].text, name), row[0].style), *row[1:]) for row in shown)
    return fitted, (name, *widths[1:]), space


def _without(row: tuple[Cell, ...], left_out: int) -> tuple[Cell, ...]:
    """Leave out of quiz, status and seconds the last ones, but never the total that stands before them."""
    return row[: len(row) - left_out]
