"""A whole assignment graded: every submission isolated and several at a time, then written for nbgrader.

Of each submission the notebooks are written first, then the gradebook, then a record of what was graded. Whoever is
broken off in between is graded again at the next run; with a record that still fits nothing is done.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import AssignLatePenalties

from autograder.core.plain import one_line
from autograder.core.report import Report
from autograder.nbgrader import words
from autograder.nbgrader.cells import notebook_json
from autograder.nbgrader.desk import TIMESTAMP, Desk, other_notebooks, timestamp_of
from autograder.nbgrader.gradebook import Book
from autograder.nbgrader.judged import Judged
from autograder.nbgrader.marking import Marker, node_of, not_handed_in
from autograder.render.json_text import report_json
from autograder.replacing import replace_file

READ_ONLY, SHARED = 0o444, 0o664  # permissions of graded notebooks, as nbgrader gives them
RECORDS = "reports"  # at the course's root: the full reports, with their seeds, for the course's staff


@dataclass(frozen=True, slots=True)
class Row:
    """What a submission came to; `kept`: it had been graded before, and nothing was done."""

    student: str
    score: float
    points: float
    reasons: tuple[str, ...] = ()
    kept: bool = False
    failed: bool = False


def grade_assignment(
    marker: Marker, book: Book, *, jobs: int, again: bool, done: Callable[[int, int, str], None]
) -> Iterator[Row]:
    """Grade who has handed in, in the order of names; each submission is written as soon as it is graded."""
    desk, grader = marker.desk, marker.grader
    everybody = desk.students()
    students = {student: folder for student, folder in everybody.items() if _storable(student)}
    nameless = words.NO_NAME.to(grader.lang)
    yield from (Row(student, 0.0, 0.0, (nameless,), failed=True) for student in everybody.keys() - students.keys())
    known = book.graded()
    digests = {student: marker.digest(folder) for student, folder in students.items()}
    kept: dict[str, Row] = {}
    if not again:
        for student in students:
            row = _kept(desk, marker, student, digests[student]) if student in known else None
            if row is not None:
                kept[student] = row
    todo = [student for student in students if student not in kept]
    names = {str(students[student]): student for student in todo}
    count = len(kept)
    lock = threading.Lock()

    def ready(report: Report) -> None:
        nonlocal count
        with lock:
            count += 1
            done(count, len(students), one_line(names.get(report.submission.name, ""), 60))

    reports = grader.grade_all([students[student] for student in todo], jobs, ready)
    for student, report in zip(todo, reports, strict=True):
        whole, made = marker.judged(students[student], report)
        row = _row(marker, student, students[student], whole, made)
        _write(marker, book, student, made, students[student])
        _write_record(desk, row, digests[student], whole)
        yield row
    yield from kept.values()


def _storable(student: str) -> bool:
    """Whether a database can hold the name: the file system takes bytes that are no text."""
    try:
        student.encode()
    except UnicodeEncodeError:
        return False
    return True


def _row(marker: Marker, student: str, folder: Path, report: Report, made: Mapping[str, Judged]) -> Row:
    lang = marker.grader.lang
    scores = [score for one in made.values() for score in one.scores.values()]
    reasons = [reason for one in made.values() if not one.absent for reason in one.reasons]
    absent = [name for name, one in made.items() if one.absent]
    if absent:
        files = [marker.file(name, report) for name in made]
        reasons.insert(0, not_handed_in(absent, other_notebooks(folder, files), lang))
    reasons += report.submission.notes
    waiting = sum(score.points is None for score in scores)
    if waiting:
        reasons.append(words.BY_HAND(count=waiting).to(lang))
    return Row(
        student,
        sum(score.points or 0.0 for score in scores),
        sum(notebook.points for notebook in marker.notebooks.values()),
        tuple(dict.fromkeys(one_line(reason, 400) for reason in reasons)),
        failed=report.status == "ungradable",
    )


def _write(marker: Marker, book: Book, student: str, made: Mapping[str, Judged], folder: Path) -> None:
    """Write notebooks and gradebook; a late submission gets the penalty that nbgrader is configured with."""
    desk = marker.desk
    out = desk.folder("autograded", student)
    out.mkdir(parents=True, exist_ok=True)
    mode = SHARED if desk.directory.groupshared else READ_ONLY
    for name, one in made.items():
        replace_file(out / f"{name}.ipynb", one.text.encode(), mode)
    raw, timestamp = timestamp_of(folder)
    if raw:
        replace_file(out / TIMESTAMP, raw, mode)
    if book.write(student, made, timestamp):
        for name in made:
            resources: dict[str, Any] = {
                "nbgrader": {
                    "student": student,
                    "assignment": desk.assignment,
                    "notebook": name,
                    "db_url": book.db_url,
                }
            }
            AssignLatePenalties(config=desk.config).preprocess(node_of(notebook_json((), ())), resources)


def _record(desk: Desk, student: str) -> Path:
    return desk.root / RECORDS / desk.assignment / f"{student}.json"


def _write_record(desk: Desk, row: Row, digest_: str, report: Report) -> None:
    path = _record(desk, row.student)
    path.parent.mkdir(parents=True, exist_ok=True)
    graded = {
        "digest": "" if row.failed else digest_,  # what failed is tried again
        "student": row.student,
        "score": row.score,
        "points": row.points,
        "reasons": list(row.reasons),
        "report": json.loads(report_json(report)),
    }
    replace_file(path, (json.dumps(graded, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace"))


def _kept(desk: Desk, marker: Marker, student: str, digest_: str) -> Row | None:
    """Give the row of a submission that is graded already, if the record still fits and its notebooks are there."""
    try:
        found = json.loads(_record(desk, student).read_text(encoding="utf-8"))
        if found["digest"] != digest_:
            return None
        row = Row(student, float(found["score"]), float(found["points"]), tuple(map(str, found["reasons"])), kept=True)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    folder = desk.folder("autograded", student)
    return row if all((folder / f"{name}.ipynb").is_file() for name in marker.notebooks) else None
