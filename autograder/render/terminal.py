"""A report as plain text: no escapes, for pipes, logs and terminals without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.i18n.language import Lang
from autograder.i18n.sanitize import inert
from autograder.judging.report import ExerciseReport, Report
from autograder.render.columns import USUAL, cut, width, wrapped
from autograder.render.outline import Line, exercise_outline, outline
from autograder.render.table import plain_table

__all__ = ["plain_exercise", "plain_report", "plain_table"]

LEAST_CELLS = 20  # however deep the indent


def plain_report(report: Report) -> str:
    """Write a report as plain text in its language, folded at 80 columns, a line end at its end.

    Calls stay on one line, so that they can be copied; lines that a learner's code printed are cut. In a CI
    server's log no line is taken for a command.
    """
    return plain_lines(outline(report))


def plain_exercise(exercise: ExerciseReport, lang: Lang) -> str:
    """Write one exercise with all its checks as plain text, a line end at its end; folded as a report is."""
    return plain_lines(exercise_outline(exercise, lang))


def plain_lines(lines: Iterable[Line], cells: int = USUAL) -> str:
    """Write lines as plain text, folded at so many columns, a line end at its end."""
    return "".join(f"{inert(text)}\n" for line in lines for text in _drawn(line, cells))


def _drawn(line: Line, cells: int) -> Iterator[str]:
    before = " " * line.indent
    hanging = before + " " * width(line.lead)
    room = max(cells - width(hanging), LEAST_CELLS)
    if not line.folds:
        text = line.text if line.style == "code" else cut(line.text, room)
        yield f"{before}{line.lead}{text}".rstrip()
        return
    for number, text in enumerate(wrapped(line.text, room)):
        yield f"{hanging if number else before + line.lead}{text}".rstrip()
