"""A whole assignment graded: every submission isolated and several at a time, then written for nbgrader, late penalties included.

Of each submission the notebooks are written first, then the gradebook, then a record of what was graded. Whoever is
broken off in between is graded again at the next run; with a record that still fits nothing is done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import InterfaceError, OperationalError

from autograder.atomic_write import replace_file
from autograder.frozen import frozen
from autograder.grading.pipeline import Graded
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.report import Report
from autograder.nbgrader import nbgrader_messages
from autograder.nbgrader.cell_results import Judged
from autograder.nbgrader.cells import notebook_json
from autograder.nbgrader.course_directory import (
    TIMESTAMP,
    CourseProblem,
    Desk,
    copy_beside,
    handed_in,
    other_notebooks,
)
from autograder.nbgrader.gradebook import Book
from autograder.nbgrader.marking import Marker, node_of, not_handed_in
from autograder.nbgrader.records import RECORDS, Record, grades_of, read_record, write_record


def any_penalties(desk: Desk) -> bool:
    """Whether being late can cost anything, as the course is configured."""
    assigning = AssignLatePenalties(config=desk.config)
    assigning.init_plugin()
    plugin = assigning.plugin_inst
    return type(plugin) is not LateSubmissionPlugin or plugin.penalty_method != "none"


def assign_penalties(desk: Desk, db_url: str, student: str, notebooks: Iterable[str]) -> None:
    """Set the penalty of each of these notebooks anew, or take it away where the submission is not late."""
    for name in notebooks:
        about = {"student": student, "assignment": desk.assignment, "notebook": name, "db_url": db_url}
        assigning = AssignLatePenalties(config=desk.config)
        assigning.preprocess(node_of(notebook_json((), ())), {"nbgrader": about})


MENDED = Text(en="{file}: {what}", pt="{file}: {what}")
SHOWN_STUDENTS = 3
READ_ONLY, SHARED = 0o444, 0o664  # permissions of graded notebooks, as nbgrader gives them


@frozen
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
    nameless = nbgrader_messages.NO_NAME.to(grader.lang)
    yield from (Row(student, 0.0, 0.0, (nameless,), failed=True) for student in everybody.keys() - students.keys())
    records = {student: read_record(desk, student) for student in students}
    keyed = [student for student, record in records.items() if record is not None and record.keyed]
    if keyed and not _keyed(marker):
        raise CourseProblem(
            nbgrader_messages.KEY_GONE(students=_listed(keyed), folder=str(Path(RECORDS) / desk.assignment))
        )
    remarks = dict(zip(students, grader.remarks(list(students.items())), strict=True))
    digests = {student: _digest(marker, folder, remarks[student]) for student, folder in students.items()}
    kept: dict[str, Row] = {}
    if not again:
        standing = book.grades()
        for student, record in records.items():
            if record is not None and _unchanged(marker, record, digests[student], standing.get(student, {})):
                kept[student] = _row_of(marker, record)
    todo = [student for student in students if student not in kept]
    names = {str(students[student]): student for student in todo}
    count = len(kept)
    lock = threading.Lock()

    def ready(report: Report) -> None:
        nonlocal count
        with lock:
            count += 1
            done(count, len(students), one_line(names.get(report.submission.name, ""), 60))

    folders = [students[student] for student in todo]
    reports = grader.graded_all(folders, jobs, ready, [remarks[student] for student in todo])
    for student, graded in zip(todo, reports, strict=True):
        yield _written(marker, book, (student, students[student]), graded, digests[student])
    _mend_penalties(marker, book, kept)
    yield from kept.values()


def _digest(marker: Marker, folder: Path, remarks: Sequence[Message]) -> str:
    """Identify a submission; one that cannot be identified is graded at every run."""
    try:
        return marker.digest(folder, remarks)
    except Exception:  # noqa: BLE001 -- one submission must not take the others' grades away; reading it says why
        return ""


def _written(marker: Marker, book: Book, of: tuple[str, Path], graded: Graded, digest: str) -> Row:
    """Judge and write one submission, of a student in a folder; whatever goes wrong with it is its own row's reason."""
    student, folder = of
    desk, lang = marker.desk, marker.grader.lang
    try:
        whole, made = marker.judged(folder, graded)
        row = _row(marker, student, folder, whole, made)
        _write(marker, book, student, made, folder, refused=graded.report.status == "ungradable")
        kept = "" if row.failed else digest  # what failed is tried again
        write_record(desk, Record(student, kept, _keyed(marker), row.reasons, grades_of(made)), whole)
    except (OperationalError, InterfaceError):  # the database is gone, for everybody
        raise
    except Exception as error:  # noqa: BLE001 -- one submission must not take the others' grades away
        why = nbgrader_messages.NOT_WRITTEN(error=one_line(f"{type(error).__name__}: {error}"))
        return Row(student, 0.0, _points(marker), (why.to(lang),), failed=True)
    return row


def _mend_penalties(marker: Marker, book: Book, kept: Collection[str]) -> None:
    """Bring penalties up to date where nothing was graded: due date, extension, rule or a person's score may have changed."""
    standings = {student: one for student, one in book.standings().items() if student in kept}
    rule = any(one.late for one in standings.values()) and any_penalties(marker.desk)
    for student, standing in standings.items():
        if standing.penalised or (standing.late and rule):
            assign_penalties(marker.desk, book.db_url, student, marker.notebooks)


def _storable(student: str) -> bool:
    """Whether a database and nbgrader's own steps can hold the name: a file system takes bytes that are no text, and newlines."""
    try:
        student.encode()
    except UnicodeEncodeError:
        return False
    return "\n" not in student  # it stops `nbgrader generate_feedback` for the whole class


def _row(marker: Marker, student: str, folder: Path, report: Report, made: Mapping[str, Judged]) -> Row:
    lang = marker.grader.lang
    scores = [score for one in made.values() for score in one.scores.values()]
    reasons = [reason for one in made.values() if not one.absent for reason in one.reasons]
    absent = [name for name, one in made.items() if one.absent]
    if absent:
        files = [marker.file(name, report) for name in made]
        reasons.insert(0, not_handed_in(absent, other_notebooks(folder, files), lang))
    reasons += report.submission.notes
    reasons += [MENDED(file=f"{name}.ipynb", what=what).to(lang) for name, one in made.items() for what in one.mended]
    return Row(
        student,
        sum(score.points or 0.0 for score in scores),
        _points(marker),
        tuple(dict.fromkeys(one_line(reason, 400) for reason in reasons)),
        failed=report.status == "ungradable",
    )


def _row_of(marker: Marker, record: Record) -> Row:
    """Give the row of a submission that was graded before."""
    score = sum(points or 0.0 for points in record.grades.values())
    return Row(record.student, score, _points(marker), record.reasons, kept=True)


def _points(marker: Marker) -> float:
    return sum(notebook.points for notebook in marker.notebooks.values())


def _write(
    marker: Marker, book: Book, student: str, made: Mapping[str, Judged], folder: Path, *, refused: bool
) -> None:
    """Write the notebooks, the files beside them and gradebook; a late submission gets the penalty that nbgrader is configured with."""
    desk = marker.desk
    mode = _mode(desk)
    out = write_pages(desk, student, made)
    if not refused:
        copy_beside(folder, out, mode)
    when = handed_in(folder)
    if when.raw:
        replace_file(out / TIMESTAMP, when.raw, mode)
    else:
        (out / TIMESTAMP).unlink(missing_ok=True)  # nbgrader makes no feedback where there is one that it cannot read
    if book.write(student, made, when.at):
        assign_penalties(desk, book.db_url, student, made)


def write_pages(desk: Desk, student: str, made: Mapping[str, Judged]) -> Path:
    """Write the graded notebooks of a submission; give the folder."""
    out = desk.folder("autograded", student)
    out.mkdir(parents=True, exist_ok=True)
    for name, one in made.items():
        replace_file(out / f"{name}.ipynb", one.text.encode(), _mode(desk))
    return out


def _mode(desk: Desk) -> int:
    return SHARED if desk.directory.groupshared else READ_ONLY


def _listed(students: Sequence[str]) -> str:
    shown = ", ".join(one_line(student, 60) for student in students[:SHOWN_STUDENTS])
    return shown if len(students) <= SHOWN_STUDENTS else f"{shown}, …"


def _keyed(marker: Marker) -> bool:
    """Whether a key is at hand for any question that the assignment asks."""
    key = marker.grader.key
    return key is not None and any(question.id in key for question in marker.grader.asked_questions())


def _unchanged(marker: Marker, record: Record | None, digest_: str, standing: Mapping[str, float | None]) -> bool:
    """Whether a submission is graded already: its record fits, its grades stand as written, its notebooks are there."""
    if record is None or not digest_ or record.digest != digest_ or record.grades != standing:
        return False
    folder = marker.desk.folder("autograded", record.student)
    return all((folder / f"{name}.ipynb").is_file() for name in marker.notebooks)
