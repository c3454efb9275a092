"""What is remembered of each graded submission: what it hung on, what it came to, and the full report.

A record alone proves nothing: others write into the gradebook too. It holds the scores that were written, so that they
can be compared with those that stand there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.atomic_write import replace_file
from autograder.frozen import frozen
from autograder.judging.report import Report
from autograder.judging.report_json import report_from
from autograder.nbgrader.cell_results import Judged
from autograder.nbgrader.course_directory import Desk
from autograder.render.json_text import report_json

RECORDS = "reports"  # at the course's root: the full reports, with their seeds, for the course's staff


@frozen
class Record:
    """What a submission came to; `digest` is empty where it is to be graded again, `keyed` says that a key was at hand."""

    student: str
    digest: str
    keyed: bool
    reasons: tuple[str, ...]
    grades: Mapping[str, float | None]  # by `grade_name`


def grade_name(notebook: str, cell: str) -> str:
    """Name a grade of a submission; neither part can hold a slash."""
    return f"{notebook}/{cell}"


def grades_of(made: Mapping[str, Judged]) -> dict[str, float | None]:
    """Give the scores that were found, by `grade_name`."""
    return {grade_name(name, cell): score.points for name, one in made.items() for cell, score in one.scores.items()}


def write_record(desk: Desk, record: Record, report: Report) -> None:
    """Write what was graded."""
    path = _path(desk, record.student)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(
        path,
        {
            "digest": record.digest,
            "keyed": record.keyed,
            "student": record.student,
            "reasons": list(record.reasons),
            "grades": dict(record.grades),
            "report": json.loads(report_json(report)),
        },
    )


def read_record(desk: Desk, student: str) -> Record | None:
    """Read what was graded; None if there is nothing, or nothing that can be used."""
    try:
        found = json.loads(_path(desk, student).read_text(encoding="utf-8"))
        reasons = tuple(map(str, found["reasons"]))
        return Record(student, str(found["digest"]), found["keyed"] is True, reasons, dict(found["grades"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def kept_report(desk: Desk, student: str) -> Report | None:
    """Give the full report that is kept of a submission; None if there is none, or none that can be read."""
    try:
        found = json.loads(_path(desk, student).read_text(encoding="utf-8"))
        return report_from(found["report"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def spoil(desk: Desk, student: str) -> None:
    """Make a record fit no more: others are about to write notebooks and grades of this submission."""
    path = _path(desk, student)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["digest"]:
            _write(path, {**found, "digest": ""})
    except (OSError, ValueError, KeyError, TypeError):
        path.unlink(missing_ok=True)


def _write(path: Path, record: Mapping[str, Any]) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    replace_file(path, text.encode(errors="backslashreplace"))


def _path(desk: Desk, student: str) -> Path:
    return desk.root / RECORDS / desk.assignment / f"{student}.json"
